// What the page calls the states of a sentence.

export const STATUS = {
  unreviewed: "Not reviewed",
  edited: "Edited, not approved",
  approved: "Approved",
  corrected: "Corrected and approved",
  rejected: "Rejected",
};
export const isApproved = (status) => status === "approved" || status === "corrected";
