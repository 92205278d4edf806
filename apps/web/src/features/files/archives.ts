/** ZIP archive of a folder, encoded as Base64. */
export interface Archive {
  fileName: string
  archive: string
}

/**
 * Maximum size of an archive, in bytes. A request is limited to 4 MB, and Base64 makes the archive a third
 * larger.
 */
const MOST_BYTES = 2_900_000

/** Offers an archive for download. */
export const saveArchive = ({ fileName, archive }: Archive): void => {
  const bytes = Uint8Array.from(atob(archive), sign => sign.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // Once the download has begun, the browser has the bytes.
  setTimeout(() => URL.revokeObjectURL(url))
}

/** Reads a chosen archive as Base64. Returns `flaw`, a sentence with the reason, if the file is too large. */
export const readArchive = async (
  file: File
): Promise<{ ok: true; archive: string } | { ok: false; flaw: string }> => {
  if (file.size > MOST_BYTES) {
    const flaw = `${file.name} is ${(file.size / 1_000_000).toFixed(1)} MB, but an archive can be at most 2.9 MB. Remove unrelated files from the archive.`
    return { ok: false, flaw }
  }
  return { ok: true, archive: asBase64(new Uint8Array(await file.arrayBuffer())) }
}

const asBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return btoa(text)
}

/**
 * File that the user has chosen: a Hookwright archive, or a file of another product. The latter is compressed
 * with gzip when it is read.
 */
export type ChosenFile =
  | { kind: 'archive'; archive: string; fileName: string }
  | { kind: 'foreign'; file: string; fileName: string }

/** Maximum size of another product's file before compression, in bytes. */
const MOST_FOREIGN = 33_554_432

/** Returns true if a file begins like a ZIP archive. */
const isZip = async (file: File): Promise<boolean> => {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  return first === 0x50 && second === 0x4b
}

/**
 * Reads a chosen file and detects its kind from its content.
 *
 * Returns `flaw`, a sentence with the reason, if the file cannot be imported.
 */
export const readChosen = async (
  file: File
): Promise<{ ok: true; chosen: ChosenFile } | { ok: false; flaw: string }> => {
  const fileName = file.name
  if (await isZip(file)) {
    const read = await readArchive(file)
    return read.ok ? { ok: true, chosen: { kind: 'archive', archive: read.archive, fileName } } : read
  }
  const tooLarge = (size: number): string =>
    `${fileName} is ${(size / 1_000_000).toFixed(1)} MB, which is too large. Export fewer flows at a time.`
  if (file.size > MOST_FOREIGN) return { ok: false, flaw: tooLarge(file.size) }
  const packed = await new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
  if (packed.byteLength > MOST_BYTES) return { ok: false, flaw: tooLarge(file.size) }
  return { ok: true, chosen: { kind: 'foreign', file: asBase64(new Uint8Array(packed)), fileName } }
}
