import { JsonObject } from '@hookwright/model'
import { z } from 'zod'
import { findProgram, type ProgramName } from '../files/installation.ts'
import { type CliContext, defineCommand, type Report } from '../kernel/command.ts'
import { commandFault } from '../kernel/faults.ts'

/**
 * Runs a program of the server, such as `backup`, on a data folder. Without `--json`, the program prints
 * directly to the terminal.
 */
const runProgram = async (name: ProgramName, params: string[], context: CliContext): Promise<Report> => {
  const { json, runScript } = context
  const { path, args: first } = findProgram(name, context)
  const args = [...first, ...params]
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
  describe: 'Back up the data folder, even while the server is running',
  examples: [
    ['backup --to /backups/monday', 'Back up the data folder (HOOKWRIGHT_DATA or ./.hookwright)'],
    ['backup --with-key --json', 'Include the encryption key; print the result as JSON']
  ],
  options: {
    to: {
      type: 'string',
      requiresArg: true,
      describe: 'Folder to write the backup to; must be new or empty'
    },
    'with-key': { type: 'boolean', default: false, describe: 'Include the encryption key' }
  },
  args: z.object({ to: z.string().optional(), withKey: z.boolean() }),
  run: ({ to, withKey }, context) =>
    runProgram(
      'backup',
      [...(to === undefined ? [] : ['--to', to]), ...(withKey ? ['--with-key'] : [])],
      context
    )
})

export const restore = defineCommand({
  usage: 'restore',
  describe: 'Restore a backup to an empty data folder',
  examples: [
    [
      'restore --from /backups/monday --to /srv/hookwright',
      'Check the backup, then restore it to /srv/hookwright'
    ]
  ],
  options: {
    from: { type: 'string', demandOption: true, requiresArg: true, describe: 'Folder of the backup' },
    to: {
      type: 'string',
      requiresArg: true,
      describe: 'Data folder to restore to (default: HOOKWRIGHT_DATA)'
    }
  },
  args: z.object({ from: z.string(), to: z.string().optional() }),
  run: ({ from, to }, context) =>
    runProgram('restore', ['--from', from, ...(to === undefined ? [] : ['--to', to])], context)
})

export const convert = defineCommand({
  usage: 'convert <folder>',
  describe: 'Convert a data folder from Hookwright 0.7 or older to the current format',
  examples: [['convert /srv/hookwright', 'Stop the server first; a backup is created next to the folder']],
  positionals: { folder: { type: 'string', demandOption: true, describe: 'Data folder' } },
  args: z.object({ folder: z.string() }),
  run: ({ folder }, context) => runProgram('convert', [folder], context)
})

/** Moves data between a data folder and a PostgreSQL database. */
export const move = defineCommand({
  usage: 'move',
  describe: 'Move all data from a folder to a PostgreSQL database, or back',
  examples: [
    [
      'move --to database',
      'Copy the data folder (HOOKWRIGHT_DATA) to the database (HOOKWRIGHT_DATABASE_URL)'
    ],
    [
      'move --from database --to /srv/hookwright',
      'Copy the database (HOOKWRIGHT_DATABASE_URL) to an empty folder'
    ]
  ],
  options: {
    from: { type: 'string', requiresArg: true, describe: 'Source: a data folder, or "database"' },
    to: {
      type: 'string',
      demandOption: true,
      requiresArg: true,
      describe: 'Destination: "database", or an empty folder'
    }
  },
  args: z.object({ from: z.string().optional(), to: z.string() }),
  run: ({ from, to }, context) =>
    runProgram('move', [...(from === undefined ? [] : ['--from', from]), '--to', to], context)
})

export const rotateKey = defineCommand({
  usage: 'rotate-key',
  describe: 'Replace the encryption key, even while the server is running',
  examples: [
    ['rotate-key', 'Encrypt all secrets in the data folder (HOOKWRIGHT_DATA or ./.hookwright) with a new key']
  ],
  args: z.object({}),
  run: (_, context) => runProgram('rotate-key', [], context)
})
