/** What the server takes, by the end of the name: systems do not agree on the types of some of these. */
const types: Record<string, string> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  txt: "text/plain",
  csv: "text/csv",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
const most = 5 * 1024 * 1024;

export const accepted = Object.keys(types).map((ending) => `.${ending}`).join(",");

export function typeOf(name: string): string | null {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(types, ending) ? types[ending]! : null;
}

/** Why this file cannot be a handout; empty when it can. */
export function problemOf(file: { name: string; size: number }): string {
  if (!typeOf(file.name)) return "This kind of file is not taken. PDF, pictures, text, CSV and Office files are.";
  if (file.size > most) return `It is too large: ${sizeText(file.size)}, and 5 MB is the most.`;
  return file.size === 0 ? "The file is empty." : "";
}

/** For a reader: "PDF", "Word". */
export function kindOf(type: string): string {
  const ending = Object.keys(types).find((one) => types[one] === type) ?? "";
  return { docx: "Word", pptx: "PowerPoint", xlsx: "Excel", jpg: "JPEG", txt: "Text" }[ending] ?? (ending.toUpperCase() || "File");
}

export function sizeText(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  const kilo = bytes / 1_024;
  return kilo < 1_000 ? `${Math.round(kilo)} KB` : `${(kilo / 1_024).toFixed(1)} MB`;
}

/** A title to begin with: the name without its ending. */
export function titleOf(name: string): string {
  return name.replace(/\.[a-z0-9]+$/i, "").replaceAll("_", " ").trim() || name;
}
