import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, Secret } from '@hookwright/model'

/** Minimum length of the sealing key's text, in characters. */
const LEAST = 32

/** File name of the generated key in the data folder. */
export const keyFileName = 'secret.key'

/** File name of the next key, which exists while records are being sealed again with it. */
export const nextKeyFileName = 'secret.key.next'

/** Sources of the sealing key's text. */
export interface KeySource {
  dataFolder: string
  secretKey: Secret | null
  secretKeyFile: string | null
  /** Returns true if stored data was sealed with an existing key, so no new key may be created. */
  hasSealed: () => Promise<boolean>
  randomBytes: (size: number) => Uint8Array
}

/**
 * Returns the text of the sealing key: from the environment variable, from the configured file, or from
 * `secret.key` in the data folder. `secret.key` is created (64 hex digits, mode 0600) if it is missing and
 * nothing is sealed yet. White space around a key in a file is ignored, so the same key works in a file and
 * in a variable.
 *
 * Throws `seal.key-missing`, `environment.invalid`, `storage.unwritable`.
 */
export const findSealingKey = async (params: KeySource): Promise<Secret> => {
  if (params.secretKey !== null) return params.secretKey
  const file = params.secretKeyFile ?? join(params.dataFolder, keyFileName)
  const found = await readText(file)
  if ('text' in found) return checkedKey(found.text, file)
  if (await params.hasSealed()) throw new Fault('seal.key-missing', { file })
  if (params.secretKeyFile === null && isAbsent(found.why)) return makeKey(file, params)
  throw new Fault('environment.invalid', {
    what: `The encryption key file ${file} cannot be read (${found.why}). Make it readable, or set HOOKWRIGHT_SECRET_KEY_FILE to another file.`
  })
}

/**
 * Returns the key that is replacing `secret.key`; null if there is none. A key from the environment is never rotated
 * here.
 */
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

/** Creates the next key, unless it already exists. */
export const makeNextKey = async (params: Pick<KeySource, 'dataFolder' | 'randomBytes'>): Promise<void> => {
  if ('text' in (await readText(join(params.dataFolder, nextKeyFileName)))) return
  await makeKey(join(params.dataFolder, nextKeyFileName), params)
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
 * Creates the key file. Writes to a temporary name and renames it, so that a crash cannot leave a partial
 * key. The store has locked the data folder, so no other process creates a key at the same time.
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

/** Syncs a folder, which makes a rename durable. Windows cannot open a folder and does not need it. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
