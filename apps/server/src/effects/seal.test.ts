import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@hookwright/model'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSealer, type Sealer } from './seal.ts'
import type { KeySource } from './sealing-key.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hookwright-seal-'))
})
afterAll(() => rm(root, { recursive: true }))

const source = async (parts: Partial<KeySource> = {}): Promise<KeySource> => ({
  dataFolder: await mkdtemp(join(root, 'data-')),
  secretKey: null,
  secretKeyFile: null,
  hasSealed: async () => false,
  randomBytes,
  ...parts
})

const withKey = async (text: string): Promise<Sealer> =>
  openSealer(await source({ secretKey: new Secret(text) }))

const keyA = 'a key that is thirty-two long or more'
const keyB = 'another key, thirty-two long or more'

describe('a sealer', () => {
  it('opens what it sealed, at the same place, and whatever the text', async () => {
    const sealer = await withKey(keyA)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, place) => {
        expect(sealer.open(sealer.seal(text, place), place)).toBe(text)
      })
    )
  })

  it('never seals the same text to the same bytes, and the text is not in them', async () => {
    const sealer = await withKey(keyA)
    const one = Buffer.from(sealer.seal('correct horse', 'p'))
    expect(one.equals(sealer.seal('correct horse', 'p'))).toBe(false)
    expect(one.includes('horse')).toBe(false)
  })

  it('opens nothing at another place', async () => {
    const sealer = await withKey(keyA)
    const sealed = sealer.seal('token', 'connection/1')
    expect(() => sealer.open(sealed, 'connection/2')).toThrow('damaged or was moved')
  })

  it('opens nothing that was altered, in any byte and bit, or cut anywhere', async () => {
    const sealer = await withKey(keyA)
    const sealed = Buffer.from(sealer.seal('token', 'p'))
    for (let at = 0; at < sealed.length; at++) {
      for (const bit of [1, 0x80]) {
        const altered = Buffer.from(sealed)
        altered[at] = (altered[at] ?? 0) ^ bit
        // Another key id reads as another key; everything else as damage.
        const code = at >= 1 && at <= 8 ? 'seal.key-wrong' : 'seal.broken'
        expect(() => sealer.open(altered, 'p')).toThrow(expect.objectContaining({ code }))
      }
      expect(() => sealer.open(sealed.subarray(0, at), 'p')).toThrow(
        expect.objectContaining({ code: 'seal.broken' })
      )
    }
    expect(() => sealer.open(Buffer.concat([sealed, Buffer.of(0)]), 'p')).toThrow(
      expect.objectContaining({ code: 'seal.broken' })
    )
  })

  it('says which key a record wants when it has another one', async () => {
    const [a, b] = [await withKey(keyA), await withKey(keyB)]
    expect(() => b.open(a.seal('token', 'p'), 'p')).toThrow(
      expect.objectContaining({ code: 'seal.key-wrong', details: { keyId: a.keyId() } })
    )
  })

  it('keeps each secret readable by the next start with the same key', async () => {
    const sealed = (await withKey(keyA)).seal('token', 'p')
    expect((await withKey(keyA)).open(sealed, 'p')).toBe('token')
  })

  it('signs cookies with a key that is not the sealing key, but made from the same one', async () => {
    const [a, again, b] = [await withKey(keyA), await withKey(keyA), await withKey(keyB)]
    expect(a.cookieKey.reveal()).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(again.cookieKey.reveal()).toBe(a.cookieKey.reveal())
    expect(b.cookieKey.reveal()).not.toBe(a.cookieKey.reveal())
    // The id of the sealing key is the beginning of its hash.
    const hash = createHash('sha256').update(a.cookieKey.reveal(), 'base64url').digest('hex')
    expect(hash.startsWith(a.keyId())).toBe(false)
  })
})

describe('the sealing key', () => {
  it('is made in the data folder, readable by its owner only, and found at the next start', async () => {
    const params = await source({ dataFolder: join(await mkdtemp(join(root, 'new-')), 'deep', 'data') })
    const sealed = (await openSealer(params)).seal('token', 'p')
    const file = join(params.dataFolder, 'secret.key')
    expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(params.dataFolder)).toEqual(['secret.key'])
    const next = await openSealer({ ...params, hasSealed: async () => true })
    expect(next.open(sealed, 'p')).toBe('token')
  })

  it('is the same in a file and in the variable', async () => {
    const params = await source()
    const made = await openSealer(params)
    const text = (await readFile(join(params.dataFolder, 'secret.key'), 'utf8')).trim()
    expect((await withKey(text)).keyId()).toBe(made.keyId())
  })

  it('comes from the file that is named, and no other is made', async () => {
    const params = await source()
    const secretKeyFile = join(params.dataFolder, 'named.key')
    await writeFile(secretKeyFile, `  ${keyA}\n`)
    expect((await openSealer({ ...params, secretKeyFile })).keyId()).toBe((await withKey(keyA)).keyId())
    expect(await readdir(params.dataFolder)).toEqual(['named.key'])
  })

  it('is not made anew when it is missing and something is sealed', async () => {
    const params = await source({ hasSealed: async () => true })
    const file = join(params.dataFolder, 'secret.key')
    await expect(openSealer(params)).rejects.toMatchObject({ code: 'seal.key-missing', details: { file } })
    expect(await readdir(params.dataFolder)).toEqual([])
  })

  it('is refused when the file that is named is missing or holds too little', async () => {
    const params = await source()
    const secretKeyFile = join(params.dataFolder, 'named.key')
    await expect(openSealer({ ...params, secretKeyFile })).rejects.toThrow(
      'named.key cannot be read (ENOENT)'
    )
    await expect(openSealer({ ...params, secretKeyFile, hasSealed: async () => true })).rejects.toMatchObject(
      {
        code: 'seal.key-missing',
        details: { file: secretKeyFile }
      }
    )
    await writeFile(secretKeyFile, 'short')
    await expect(openSealer({ ...params, secretKeyFile })).rejects.toThrow('fewer than 32 characters')
  })

  it('is refused rather than replaced when the file in the data folder is empty', async () => {
    const params = await source()
    await writeFile(join(params.dataFolder, 'secret.key'), '')
    await expect(openSealer(params)).rejects.toThrow('fewer than 32 characters')
  })

  it('says so when the data folder cannot be written', async () => {
    const params = await source()
    const file = join(params.dataFolder, 'file')
    await writeFile(file, '')
    await expect(openSealer({ ...params, dataFolder: join(file, 'data') })).rejects.toMatchObject({
      code: 'storage.unwritable',
      details: { folder: join(file, 'data'), why: 'ENOTDIR' }
    })
  })
})
