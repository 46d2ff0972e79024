/** What the server sends on as it is comes first; a picture that it must make anew costs it a processor. */
const formats = [
  "video/webm;codecs=h264,opus",
  "video/x-matroska;codecs=avc1,opus",
  "video/mp4;codecs=avc1.42E01E,mp4a.40.2",
  "video/mp4;codecs=avc1.42E01E,opus",
  "video/webm;codecs=vp8,opus",
  "video/webm;codecs=vp9,opus",
  "video/webm",
  "video/mp4",
];

/** Null: this browser records nothing that the server takes. */
export function chooseFormat(isSupported: (mime: string) => boolean): string | null {
  return formats.find(isSupported) ?? null;
}

export const sizes = {
  "720p": { width: 1280, height: 720, bits: 2_500_000 },
  "1080p": { width: 1920, height: 1080, bits: 4_500_000 },
} as const;

export type Size = keyof typeof sizes;

export const audioBits = 128_000;

/** A picture needs no fewer bits than this to be one. */
const fewest = 400_000;

/** How many a second after the line has proven too slow for these. */
export function fewer(bits: number): number {
  return Math.max(fewest, Math.round(bits * 0.6));
}
