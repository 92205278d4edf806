import { readSync } from 'node:fs'

const HEADER = 32
const FRAME_HEADER = 24
/** Its last bit says in which order the words of a checksum are read. */
const MAGIC = 0x377f0682

interface Checksum {
  a: number
  b: number
}

/** Goes on with a checksum over so many bytes, a multiple of eight. */
const goOn = (sum: Checksum, bytes: DataView, from: number, to: number, isLittle: boolean): void => {
  let { a, b } = sum
  for (let at = from; at < to; at += 8) {
    a = (a + bytes.getUint32(at, isLittle) + b) >>> 0
    b = (b + bytes.getUint32(at + 4, isLittle) + a) >>> 0
  }
  sum.a = a
  sum.b = b
}

const isAt = (sum: Checksum, bytes: DataView, at: number): boolean =>
  bytes.getUint32(at) === sum.a && bytes.getUint32(at + 4) === sum.b

/** So many bytes of a file; null where it ends before. */
const read = (fd: number, at: number, length: number): DataView | null => {
  const bytes = new Uint8Array(length)
  let got = 0
  while (got < length) {
    const more = readSync(fd, bytes, got, length - got, at + got)
    if (more === 0) return null
    got += more
  }
  return new DataView(bytes.buffer)
}

/** Part of a log that survives a crash: number of frames and their end. */
export interface LogKept {
  frames: number
  bytes: number
}

const nothing: LogKept = { frames: 0, bytes: 0 }

/**
 * Measures the part of the first `most` frames of a write-ahead log that would be read after a crash: up to the last
 * frame that ends a commit, before the first damaged one. Throws what reading the file throws. The format is
 * public: https://www.sqlite.org/fileformat2.html#walformat. A log that began anew has old frames behind its end; they
 * have another salt.
 */
export const logKept = (fd: number, most: number): LogKept => {
  const header = read(fd, 0, HEADER)
  if (header === null) return nothing
  const magic = header.getUint32(0)
  if (magic !== MAGIC && magic !== MAGIC + 1) return nothing
  const isLittle = magic === MAGIC
  const sum: Checksum = { a: 0, b: 0 }
  goOn(sum, header, 0, 24, isLittle)
  if (!isAt(sum, header, 24)) return nothing
  const salt = header.getBigUint64(16)
  const length = FRAME_HEADER + header.getUint32(8)
  let kept = 0
  for (let count = 1; count <= most; count++) {
    const frame = read(fd, HEADER + (count - 1) * length, length)
    if (frame === null || frame.getBigUint64(8) !== salt) break
    goOn(sum, frame, 0, 8, isLittle)
    goOn(sum, frame, FRAME_HEADER, length, isLittle)
    if (!isAt(sum, frame, 16)) break
    const pagesAfterCommit = frame.getUint32(4)
    if (pagesAfterCommit !== 0) kept = count
  }
  return { frames: kept, bytes: HEADER + kept * length }
}
