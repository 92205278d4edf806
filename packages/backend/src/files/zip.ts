import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { Fault } from '@hookwright/model'
import { type Folder, folderLimits, validatePath } from '@hookwright/model/files'

/** Signatures of the records of an archive (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). */
const signatures = { file: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 } as const

const sizes = { file: 30, entry: 46, end: 22, comment: 65_535 } as const

/** General purpose flags. Bit 11: the name is UTF-8; bit 0: the file is encrypted. */
const flags = { utf8: 0x0800, encrypted: 0x0001 } as const

const STORED = 0
const DEFLATED = 8

/** Date of all entries, 1 January 1980. With a fixed date, the same folder always yields the same archive. */
const DATE = 0x0021

/**
 * Unix file types, as stored in the upper half of an entry's attributes. `mask` selects the bits of the type.
 */
const unix = { mask: 0o170000, file: 0o100000, folder: 0o040000, none: 0 } as const

const refuse = (what: string): never => {
  throw new Fault('files.refused', { what })
}

/** Writes a folder as a ZIP archive. */
export const zipFolder = (folder: Folder): Buffer => {
  const files: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const [path, content] of Object.entries(folder)) {
    const name = Buffer.from(path)
    const plain = Buffer.from(content)
    const packed = deflateRawSync(plain)
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(flags.utf8, 2)
    about.writeUInt16LE(DEFLATED, 4)
    about.writeUInt16LE(DATE, 8)
    about.writeUInt32LE(crc32(plain), 10)
    about.writeUInt32LE(packed.length, 14)
    about.writeUInt32LE(plain.length, 18)
    about.writeUInt16LE(name.length, 22)
    const file = Buffer.concat([recordOf(signatures.file), about, name, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE((unix.file | 0o644) * 0x1_0000, 6)
    place.writeUInt32LE(offset, 10)
    // "Made by" Unix, so that programs read the type of the file from the attributes.
    entries.push(Buffer.concat([recordOf(signatures.entry), Buffer.of(20, 3), about, place, name]))
    files.push(file)
    offset += file.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, directory, recordOf(signatures.end), end])
}

const recordOf = (signature: number): Buffer => {
  const record = Buffer.alloc(4)
  record.writeUInt32LE(signature)
  return record
}

const endOf = (archive: Buffer): number => {
  const least = Math.max(0, archive.length - sizes.end - sizes.comment)
  for (let at = archive.length - sizes.end; at >= least; at--) {
    if (archive.readUInt32LE(at) === signatures.end) return at
  }
  return refuse('The file is not a ZIP archive. Choose a .zip file that was created with Export.')
}

interface Entry {
  path: string
  method: number
  packed: number
  plain: number
  crc: number
  offset: number
}

/** Returns the file entries of an archive, without folders. Throws for any entry that is not a plain file. */
const entriesOf = (archive: Buffer): Entry[] => {
  const end = endOf(archive)
  const count = archive.readUInt16LE(end + 10)
  if (count > folderLimits.files * 2)
    refuse(
      `The archive has ${count} entries, but the limit is ${folderLimits.files * 2}. Remove unrelated files from the folder.`
    )
  let at = archive.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let number = 0; number < count; number++) {
    if (at + sizes.entry > end || archive.readUInt32LE(at) !== signatures.entry) {
      refuse('The archive is damaged. Export it again.')
    }
    const lengths = [28, 30, 32].map(place => archive.readUInt16LE(at + place))
    const [name = 0, extra = 0, comment = 0] = lengths
    const path = archive.toString('utf8', at + sizes.entry, at + sizes.entry + name)
    const type = (archive.readUInt32LE(at + 38) >>> 16) & unix.mask
    const isFolder = path.endsWith('/') || type === unix.folder
    const flaw = validatePath(path.replace(/\/$/, ''))
    if (flaw !== null) refuse(`${path.slice(0, folderLimits.path)}: ${flaw}`)
    if (!isFolder && type !== unix.file && type !== unix.none) {
      refuse(`${path} is a symbolic link or a special file. Replace it with a regular file.`)
    }
    if ((archive.readUInt16LE(at + 8) & flags.encrypted) !== 0) {
      refuse(`${path} is encrypted. Create the ZIP file without a password.`)
    }
    if (!isFolder) {
      entries.push({
        path,
        method: archive.readUInt16LE(at + 10),
        crc: archive.readUInt32LE(at + 16),
        packed: archive.readUInt32LE(at + 20),
        plain: archive.readUInt32LE(at + 24),
        offset: archive.readUInt32LE(at + 42)
      })
    }
    at += sizes.entry + name + extra + comment
  }
  return entries
}

const contentOf = (archive: Buffer, { path, method, packed, plain, crc, offset }: Entry): Buffer => {
  if (offset + sizes.file > archive.length || archive.readUInt32LE(offset) !== signatures.file) {
    return refuse('The archive is damaged. Export it again.')
  }
  const start = offset + sizes.file + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28)
  const bytes = archive.subarray(start, start + packed)
  if (method !== STORED && method !== DEFLATED) {
    refuse(
      `${path} uses a compression method that is not supported. Create the ZIP file with Deflate compression.`
    )
  }
  const unpack = (): Buffer => {
    try {
      // Bounded, whatever the directory says about the size.
      return inflateRawSync(bytes, { maxOutputLength: Math.max(1, plain) })
    } catch {
      return refuse(`${path} cannot be unpacked. Create the ZIP file again.`)
    }
  }
  const content = method === STORED ? Buffer.from(bytes) : unpack()
  if (content.length !== plain || crc32(content) !== crc)
    refuse(`${path} is damaged. Create the ZIP file again.`)
  return content
}

/** Returns true for system files that packing tools add. */
const isOfPacker = (path: string): boolean => /^__MACOSX\/|(?:^|\/)(?:\.DS_Store|Thumbs\.db)$/.test(path)

/** Removes a single outer folder, which packing tools add. */
const withoutOuterFolder = (folder: Folder): Folder => {
  const paths = Object.keys(folder)
  const outer = paths[0]?.split('/')[0] ?? ''
  const main = ['connector.yaml', 'flow.yaml'].map(name => `${outer}/${name}`)
  if (!paths.every(path => path.startsWith(`${outer}/`)) || !paths.some(path => main.includes(path)))
    return folder
  return Object.fromEntries(
    Object.entries(folder).map(([path, content]) => [path.slice(outer.length + 1), content])
  )
}

/**
 * Reads a ZIP archive as a folder. Rejects symbolic links, paths that lead out of the folder,
 * duplicate paths, encryption, and oversized archives before anything is unpacked. Throws
 * `files.refused`.
 */
export const unzipFolder = (archive: Uint8Array): Folder => {
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
  const entries = entriesOf(buffer).filter(({ path }) => !isOfPacker(path))
  const paths = new Set(entries.map(({ path }) => path))
  if (paths.size < entries.length)
    refuse('The archive contains two files with the same path. Create the ZIP file again.')
  if (entries.length > folderLimits.files) {
    refuse(
      `The archive has ${entries.length} files, but the limit is ${folderLimits.files}. Remove unrelated files from the folder.`
    )
  }
  const total = entries.reduce((sum, { plain }) => sum + plain, 0)
  if (total > folderLimits.folderBytes) {
    refuse(
      `The files total ${Math.ceil(total / 1_048_576)} MB, but the limit is ${folderLimits.folderBytes / 1_048_576} MB. Remove unrelated files from the folder.`
    )
  }
  return withoutOuterFolder(Object.fromEntries(entries.map(entry => [entry.path, contentOf(buffer, entry)])))
}
