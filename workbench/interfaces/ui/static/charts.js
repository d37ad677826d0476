// Small charts as SVG, drawn of numbers alone. Every chart has a text alternative; parts differ in pattern as well as in colour.

const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// The patterns that the style sheet fills parts with. One of these has to be on the page, and shown.
export function patterns() {
  const hatch = (name, angle) => svg("pattern", { id: `wb-${name}`, class: name, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` },
    svg("rect", { class: "ground", width: 6, height: 6 }), svg("rect", { class: "stripe", width: 3, height: 6 }));
  return svg("svg", { class: "patterns", width: 0, height: 0, "aria-hidden": "true", focusable: "false" },
    svg("defs", {}, hatch("corrected", 45), hatch("rejected", 0), hatch("edited", -45), hatch("warnings", -45)));
}

// A bar of parts in a row, [[kind, number], …], out of `total`; `said` is its text alternative.
export function stackedBar(parts, total, said) {
  let x = 0;
  const rects = parts.filter(([, number]) => number > 0).map(([kind, number]) => {
    const width = (100 * number) / total;
    x += width;
    return svg("rect", { class: `part ${kind}`, x: `${x - width}%`, y: 1, width: `${width}%`, height: 14 });
  });
  return svg("svg", { class: "bar", role: "img", "aria-label": said, width: "100%", height: 16 }, ...rects);
}

const CHART_HEIGHT = 150;
const LABELS_HEIGHT = 20;

// A column of parts for each of `columns`: [{ label, parts: [[kind, number], …] }, …].
export function columnChart(columns, said) {
  const sums = columns.map(({ parts }) => parts.reduce((sum, [, number]) => sum + number, 0));
  const most = Math.max(...sums, 1);
  const room = CHART_HEIGHT - 2 * LABELS_HEIGHT;
  const step = 100 / columns.length;
  const bottom = CHART_HEIGHT - LABELS_HEIGHT;
  const column = ({ label, parts }, at) => {
    let y = bottom;
    const rects = parts.filter(([, number]) => number > 0).map(([kind, number]) => {
      const height = (room * number) / most;
      y -= height;
      return svg("rect", { class: `part ${kind}`, x: `${(at + 0.15) * step}%`, y, width: `${0.7 * step}%`, height });
    });
    const text = (content, place) => svg("text", { x: `${(at + 0.5) * step}%`, y: place, class: "chart-label" }, content);
    return [...rects, text(label, CHART_HEIGHT - 5), ...(sums[at] ? [text(String(sums[at]), y - 4)] : [])];
  };
  return svg("svg", { class: "column-chart", role: "img", "aria-label": said, width: "100%", height: CHART_HEIGHT },
    svg("line", { class: "base", x1: 0, x2: "100%", y1: bottom, y2: bottom }), ...columns.flatMap(column));
}

// A sample of a part's fill, for a legend.
export function swatch(kind) {
  return svg("svg", { class: "swatch", width: 16, height: 12, "aria-hidden": "true", focusable: "false" },
    svg("rect", { class: `part ${kind}`, x: 1, y: 1, width: 14, height: 10 }));
}
