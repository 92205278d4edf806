import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Fault } from '@hookwright/model'
import { backUp } from './data-copies/back-up.ts'
import type { Manifest } from './data-copies/manifest.ts'
import { restore } from './data-copies/restore.ts'
import { readEnvironment } from './env.ts'

const say = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`)
}

const listed = ({ counts }: Manifest): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ')

const runBackup = async (args: string[]): Promise<void> => {
  const { values } = parseArgs({ args, options: { to: { type: 'string' }, 'with-key': { type: 'boolean' } } })
  const { dataFolder, secretKey, secretKeyFile } = readEnvironment()
  const now = Date.now()
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  const { folder, manifest } = await backUp({
    dataFolder,
    secretKey,
    secretKeyFile,
    to: resolve(values.to ?? `hookwright-backup-${stamp}`),
    withKey: values['with-key'] === true,
    now
  })
  say(`Backed up ${dataFolder} to ${folder}: ${listed(manifest)}.`)
  say(
    values['with-key'] === true
      ? 'The backup holds the sealing key: whoever has it can read all secrets. Keep it in a safe place.'
      : 'The sealing key is not part of it. Keep a copy of the key in another place; without it no secret can be read.'
  )
}

const runRestore = async (args: string[]): Promise<void> => {
  const { values } = parseArgs({ args, options: { from: { type: 'string' }, to: { type: 'string' } } })
  if (values.from === undefined) {
    throw new Fault('input.invalid', {
      what: 'Name the backup: npm run restore -- --from FOLDER [--to FOLDER].'
    })
  }
  const to = values.to === undefined ? readEnvironment().dataFolder : resolve(values.to)
  const { folder, manifest, hasKey } = await restore({ from: resolve(values.from), to })
  say(`Restored the backup of ${manifest.createdAt} to ${folder}: ${listed(manifest)}.`)
  if (!hasKey) {
    say(
      `Put the sealing key into ${folder}/secret.key, or set HOOKWRIGHT_SECRET_KEY, before you start the server.`
    )
  }
  say(`Start it with HOOKWRIGHT_DATA=${folder} npm start. Everybody has to sign in again.`)
}

const commands: Record<string, (args: string[]) => Promise<void>> = { backup: runBackup, restore: runRestore }

/** Runs the command that is named first. */
const main = async ([name = '', ...args]: string[]): Promise<void> => {
  const command = commands[name]
  if (command === undefined) throw new Error(`There is no command ${name}.`)
  await command(args)
}

main(process.argv.slice(2)).catch(thrown => {
  const isKnown = thrown instanceof Fault || (thrown instanceof TypeError && 'code' in thrown)
  process.stderr.write(
    isKnown ? `${thrown.message}\n` : `${thrown instanceof Error ? thrown.stack : thrown}\n`
  )
  process.exit(1)
})
