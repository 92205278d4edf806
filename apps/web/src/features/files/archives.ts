/** A folder as a ZIP archive in Base64. */
export interface Archive {
  fileName: string
  archive: string
}

/** Largest archive, in bytes: a request has at most 4 MB, and Base64 makes the archive longer by a third. */
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

/** Reads a chosen file as Base64, or says why it cannot be an archive. */
export const readArchive = async (
  file: File
): Promise<{ ok: true; archive: string } | { ok: false; flaw: string }> => {
  if (file.size > MOST_BYTES) {
    const flaw = `${file.name} has ${(file.size / 1_000_000).toFixed(1)} MB, but an archive can have at most 2.9 MB. Remove what does not belong to the folder.`
    return { ok: false, flaw }
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return { ok: true, archive: btoa(text) }
}
