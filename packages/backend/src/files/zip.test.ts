import { execFileSync } from 'node:child_process'
import { deflateRawSync } from 'node:zlib'
import { Fault } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unzipFolder, zipFolder } from './zip.ts'

const folder = { 'connector.yaml': 'format: 1\n', 'flows/a.yaml': 'ä\n', 'logo.png': Uint8Array.of(0, 255) }

const texts = (archive: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipFolder(archive)).map(([path, content]) => [
      path,
      Buffer.from(content).toString('latin1')
    ])
  )

const refusalOf = (archive: Uint8Array): string => {
  try {
    unzipFolder(archive)
    return ''
  } catch (fault) {
    if (fault instanceof Fault && fault.code === 'files.refused') return fault.message
    throw fault
  }
}

/** Returns the offset of the first entry in the central directory. */
const entryAt = (archive: Buffer): number => archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))

const changed = (change: (archive: Buffer, entry: number) => void): Buffer => {
  const archive = zipFolder(folder)
  change(archive, entryAt(archive))
  return archive
}

describe('an archive', () => {
  it('keeps the files unchanged, and is the same for the same folder', () => {
    const archive = zipFolder(folder)
    expect(texts(archive)).toEqual({
      'connector.yaml': 'format: 1\n',
      'flows/a.yaml': Buffer.from('ä\n').toString('latin1'),
      'logo.png': '\u0000ÿ'
    })
    expect(zipFolder(folder).equals(archive)).toBe(true)
  })

  it('may contain the folder itself, and entries added by archivers', () => {
    expect(
      Object.keys(
        unzipFolder(zipFolder({ 'acme/connector.yaml': '', 'acme/flows/a.yaml': '', '__MACOSX/a': '' }))
      )
    ).toEqual(['connector.yaml', 'flows/a.yaml'])
  })

  it.each([
    ['no archive', Buffer.from('hello, this is not an archive at all'), /not a ZIP archive/],
    ['nothing', Buffer.alloc(0), /not a ZIP archive/],
    ['a path outside of the folder', zipFolder({ '../evil': '' }), /..\/evil: The path leads out/],
    ['an absolute path', zipFolder({ '/etc/passwd': '' }), /leads out/],
    [
      'a symbolic link',
      changed((all, at) => all.writeUInt32LE(0o120777 * 0x1_0000, at + 38)),
      /connector.yaml is a symbolic link/
    ],
    ['an encrypted file', changed((all, at) => all.writeUInt16LE(1, at + 8)), /encrypted/],
    ['a method that nobody supports', changed((all, at) => all.writeUInt16LE(99, at + 10)), /not supported/],
    ['a wrong checksum', changed((all, at) => all.writeUInt32LE(1, at + 16)), /damaged/],
    [
      '50 MB',
      changed((all, at) => all.writeUInt32LE(50 * 1_048_576, at + 24)),
      /total 51 MB, but the limit is 4 MB/
    ],
    [
      'too many files',
      zipFolder(Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`a${n}`, '']))),
      /301 files/
    ]
  ])('is refused: %s', (_, archive, message) => {
    expect(refusalOf(archive)).toMatch(message)
  })

  it('is refused before more bytes are unpacked than its directory declares', () => {
    const bomb = deflateRawSync(Buffer.alloc(50 * 1_048_576))
    const archive = zipFolder({ 'connector.yaml': bomb })
    // The file is stored as it is; the directory calls it deflated.
    const stored = changed((all, at) => all.writeUInt32LE(1, at + 24))
    expect(refusalOf(stored)).toMatch(/cannot be unpacked/)
    expect(archive.length).toBeLessThan(100_000)
  })

  it('is read or refused after any change of its bytes', () => {
    const archive = zipFolder(folder)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        changes => {
          const copy = Buffer.from(archive)
          for (const [at, byte] of changes) copy[at] = byte
          refusalOf(copy)
        }
      ),
      { numRuns: 500 }
    )
  })

  it('can be read by other programs', () => {
    const script =
      'import io,sys,zipfile;z=zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()));print(z.testzip(),z.namelist())'
    try {
      execFileSync('python3', ['--version'])
    } catch {
      return
    }
    const said = execFileSync('python3', ['-c', script], { input: zipFolder(folder) }).toString()
    expect(said.trim()).toBe("None ['connector.yaml', 'flows/a.yaml', 'logo.png']")
  })
})
