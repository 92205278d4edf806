/** The most bytes that a picture may have. */
const MOST = 65_536

const kinds = ['image/png', 'image/jpeg', 'image/svg+xml', 'image/webp']

/** A picture that was read as a data URL, or why it cannot be taken. */
export type ReadLogo = { ok: true; logo: string } | { ok: false; flaw: string }

/** Reads a picture that was chosen as a logo: PNG, JPEG, WebP or SVG of at most 64 KiB. */
export const readLogo = async (file: File): Promise<ReadLogo> => {
  if (!kinds.includes(file.type)) {
    return { ok: false, flaw: `“${file.name}” is not a PNG, JPEG, WebP or SVG image. Choose another file.` }
  }
  if (file.size > MOST) {
    const kib = Math.ceil(file.size / 1_024)
    return {
      ok: false,
      flaw: `“${file.name}” has ${kib} KiB, but the limit is 64 KiB. Choose a smaller file.`
    }
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('')
  return { ok: true, logo: `data:${file.type};base64,${btoa(text)}` }
}
