// Talking to the server. A failed request is an Error with a sentence for the reader; `status` 0 means no answer came.

import { refusal } from "./refusals.js";
import { headers, look } from "./session.js";
import { t } from "./texts.js";

const AHEAD_MS = 10_000; // what nobody wants by then is old
const ahead = new Map();

// Asks now for what is wanted in a moment: the next question for it takes this answer, and only that one.
export function askAhead(path) {
  const answer = ask("GET", path);
  answer.catch(() => {}); // whoever takes it says what is wrong
  ahead.set(path, answer);
  setTimeout(() => ahead.delete(path), AHEAD_MS);
  return answer;
}

export async function request(method, path, body) {
  const asked = method === "GET" && ahead.get(path);
  ahead.delete(path);
  return asked || ask(method, path, body);
}

async function ask(method, path, body) {
  const options = { method, headers: headers() };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  const none = () => Object.assign(new Error(t("The server does not answer. Your text is kept in this browser.")), { status: 0 });
  const response = await fetch("/api/v1" + path, options).catch(() => { throw none(); });
  const answer = await response.json().catch(() => undefined);
  if (response.ok && answer === undefined && response.status !== 204) throw none(); // it was cut off
  if (response.ok) return answer;
  if (response.status === 401) {
    look();
    throw Object.assign(new Error(t("You are signed out. Your text is kept in this browser.")), { status: 401 });
  }
  const message = (answer && answer.error && refusal(answer.error)) || t("The server failed ({status}). Your text is kept in this browser.", { status: response.status });
  throw Object.assign(new Error(message), { status: response.status, current: answer && answer.current });
}

export const article = (id) => `/articles/${encodeURIComponent(id)}`;

export const api = {
  articles: () => request("GET", "/articles"),
  article: (id) => request("GET", article(id)),
  spellings: (id) => request("GET", `${article(id)}/spellings`),
  switchCheck: (check, action, by) => request("POST", `/checks/${encodeURIComponent(check)}`, { action, by }),
  formats: () => request("GET", "/formats"),
  step: (id, segment, body) => request("POST", `${article(id)}/segments/${encodeURIComponent(segment)}`, body),
  split: (id, segment, body) => request("POST", `${article(id)}/segments/${encodeURIComponent(segment)}/split`, body),
  merge: (id, segment, body) => request("POST", `${article(id)}/segments/${encodeURIComponent(segment)}/merge`, body),
  undoCut: (id, body) => request("POST", `${article(id)}/undo`, body),
  sentence: (id, segment) => request("GET", `${article(id)}/segments/${encodeURIComponent(segment)}`),
  presence: (body) => request("POST", "/presence", body),
  difference: (here, there) => request("POST", "/difference", { here, there }),
  fold: (id, block, body) => request("POST", `${article(id)}/blocks/${encodeURIComponent(block)}`, body),
  summary: (id) => request("GET", `${article(id)}/summary`),
  rearrange: (id, body) => request("POST", `${article(id)}/summary`, body),
  reword: (id, segment, body) => request("POST", `${article(id)}/summary/${encodeURIComponent(segment)}`, body),
  setLanguage: (id, language) => request("POST", `${article(id)}/language`, { language }),
  remove: (id, by) => request("POST", `${article(id)}/removal`, { by }),
  translate: (id, body = {}) => request("POST", `${article(id)}/translation`, body),
  jobs: () => request("GET", "/jobs"),
  stop: (job) => request("DELETE", `/jobs/${encodeURIComponent(job)}`),
  models: () => request("GET", "/models"),
  versions: (id) => request("GET", `${article(id)}/versions`),
  limits: () => request("GET", "/limits"),
  paste: (body) => request("POST", "/articles", body),
  upload: (form, language) => request("POST", "/files" + (language ? `?language=${language}` : ""), form),
  dashboard: () => request("GET", "/dashboard"),
  dashboardExportPath: (format) => `/api/v1/dashboard/export?format=${format}`,
  exportPath: (id, format, all) => `/api/v1${article(id)}/export?format=${format}${all ? "&all=true" : ""}`,
};
