import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { JsonObject } from '@hookwright/model'
import { z } from 'zod'
import { type CliContext, defineCommand, type Report } from '../kernel/command.ts'
import { commandFault } from '../kernel/faults.ts'

const scripts = { backup: 'packages/tools/backup.mjs', restore: 'packages/tools/restore.mjs' } as const

/** Runs the script of the server that reads and writes data folders. It prints its own sentences. */
const runScriptOf = async (
  name: keyof typeof scripts,
  args: string[],
  { root, json, runScript }: CliContext
): Promise<Report> => {
  const path = join(root, scripts[name])
  if (!existsSync(path)) throw commandFault('not-installed', { file: path })
  if (!json) {
    const { code } = await runScript({ path, args, output: 'terminal' })
    return { text: '', data: null, failed: code !== 0 }
  }
  const { code, output, errors } = await runScript({ path, args: [...args, '--json'], output: 'kept' })
  // What had to be built before is told in lines above the result.
  const last = output.trimEnd().split('\n').at(-1) ?? ''
  if (code !== 0) throw commandFault('child-failed', { what: errors.trim() || last })
  return { text: '', data: JsonObject.parse(JSON.parse(last)) }
}

export const backup = defineCommand({
  usage: 'backup',
  describe: 'Copy the data folder, also while the server runs',
  examples: [
    ['backup --to /backups/monday', 'Copy ./.hookwright, or the folder of HOOKWRIGHT_DATA'],
    ['backup --with-key --json', 'Include the encryption key; print what was copied as JSON']
  ],
  options: {
    to: { type: 'string', requiresArg: true, describe: 'Folder to write; missing or empty' },
    'with-key': { type: 'boolean', default: false, describe: 'Include the encryption key' }
  },
  args: z.object({ to: z.string().optional(), withKey: z.boolean() }),
  run: ({ to, withKey }, context) =>
    runScriptOf(
      'backup',
      [...(to === undefined ? [] : ['--to', to]), ...(withKey ? ['--with-key'] : [])],
      context
    )
})

export const restore = defineCommand({
  usage: 'restore',
  describe: 'Write a backup into an empty data folder',
  examples: [
    ['restore --from /backups/monday --to /srv/hookwright', 'Check the backup, then write it there']
  ],
  options: {
    from: { type: 'string', demandOption: true, requiresArg: true, describe: 'Folder of the backup' },
    to: { type: 'string', requiresArg: true, describe: 'Folder to write; that of HOOKWRIGHT_DATA otherwise' }
  },
  args: z.object({ from: z.string(), to: z.string().optional() }),
  run: ({ from, to }, context) =>
    runScriptOf('restore', ['--from', from, ...(to === undefined ? [] : ['--to', to])], context)
})
