/** The field that T focuses. */
export const EXPLANATION_ID = "explanation";
