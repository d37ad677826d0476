// What the page calls the states of a sentence.

import { t } from "./texts.js";

export const STATUS = {
  unreviewed: t("Not reviewed"),
  edited: t("Edited, not approved"),
  approved: t("Approved"),
  corrected: t("Corrected and approved"),
  rejected: t("Rejected"),
};
export const isApproved = (status) => status === "approved" || status === "corrected";
