import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, Secret } from '@hookwright/model'

/** The fewest characters that the text of a sealing key may have. */
const LEAST = 32

/** The name of the key that is made in the data folder. */
export const keyFileName = 'secret.key'

/** The name of the key that takes its place, while records are being sealed again with it. */
export const nextKeyFileName = 'secret.key.next'

/** Sources of the sealing key's text. */
export interface KeySource {
  dataFolder: string
  secretKey: Secret | null
  secretKeyFile: string | null
  /** True when something is kept that only the right key opens. */
  hasSealed: () => Promise<boolean>
  randomBytes: (size: number) => Uint8Array
}

/**
 * The text of the sealing key: the one that is set, the one in the file that is named, or the one in `secret.key` of
 * the data folder, which is made (64 hex digits, mode 0600) when there is none and nothing is sealed yet. Blanks around
 * a key in a file do not belong to it, so that the same key may be in a file or in a variable.
 *
 * Throws `seal.key-missing`, `environment.invalid`, `storage.unwritable`.
 */
export const findSealingKey = async (given: KeySource): Promise<Secret> => {
  if (given.secretKey !== null) return given.secretKey
  const file = given.secretKeyFile ?? join(given.dataFolder, keyFileName)
  const found = await readText(file)
  if ('text' in found) return checkedKey(found.text, file)
  if (await given.hasSealed()) throw new Fault('seal.key-missing', { file })
  if (given.secretKeyFile === null && isAbsent(found.why)) return makeKey(file, given)
  throw new Fault('environment.invalid', {
    what: `The encryption key file ${file} cannot be read (${found.why}). Make it readable, or set HOOKWRIGHT_SECRET_KEY_FILE to another file.`
  })
}

/** The key that is taking the place of `secret.key`; null where none is. A key from the environment is never exchanged here. */
export const findNextKey = async ({
  dataFolder,
  secretKey,
  secretKeyFile
}: Pick<KeySource, 'dataFolder' | 'secretKey' | 'secretKeyFile'>): Promise<Secret | null> => {
  if (secretKey !== null || secretKeyFile !== null) return null
  const file = join(dataFolder, nextKeyFileName)
  const found = await readText(file)
  return 'text' in found ? checkedKey(found.text, file) : null
}

/** Writes the key that is to take the place of `secret.key`, unless there is one already. */
export const makeNextKey = async (given: Pick<KeySource, 'dataFolder' | 'randomBytes'>): Promise<void> => {
  if ('text' in (await readText(join(given.dataFolder, nextKeyFileName)))) return
  await makeKey(join(given.dataFolder, nextKeyFileName), given)
}

/** Replaces the current key by the next one. */
export const takeNextKey = async (dataFolder: string): Promise<void> => {
  await rename(join(dataFolder, nextKeyFileName), join(dataFolder, keyFileName))
  await syncFolder(dataFolder)
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)

const isAbsent = (why: string): boolean => why === 'ENOENT' || why === 'ENOTDIR'

const readText = async (file: string): Promise<{ text: string } | { why: string }> => {
  try {
    return { text: (await readFile(file, 'utf8')).trim() }
  } catch (thrown) {
    return { why: codeOf(thrown) }
  }
}

const checkedKey = (text: string, file: string): Secret => {
  if (text.length >= LEAST) return new Secret(text)
  throw new Fault('environment.invalid', {
    what: `The encryption key in ${file} has fewer than ${LEAST} characters. Restore the complete key that was used.`
  })
}

/**
 * The key is written whole under another name first, so that no crash can leave half a key. The store already keeps a
 * second process out of the data folder, so nobody else makes a key meanwhile.
 */
const makeKey = async (
  file: string,
  { dataFolder, randomBytes }: Pick<KeySource, 'dataFolder' | 'randomBytes'>
): Promise<Secret> => {
  const text = Buffer.from(randomBytes(32)).toString('hex')
  const unfinished = `${file}.new`
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 })
    const handle = await open(unfinished, 'w', 0o600)
    try {
      await handle.chmod(0o600)
      await handle.writeFile(`${text}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(unfinished, file)
    await syncFolder(dataFolder)
  } catch (thrown) {
    throw new Fault('storage.unwritable', { folder: dataFolder, why: codeOf(thrown) }, thrown)
  }
  return new Secret(text)
}

/** A rename is only durable once its folder is; Windows cannot open a folder and needs no such call. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
