import { randomBytes } from 'node:crypto'
import { join, relative, resolve } from 'node:path'
import { ConnectorName, slugOf } from '@hookwright/model'
import { unstoredIdOf, writeConnector } from '@hookwright/model/files'
import { z } from 'zod'
import { refuseFlaws } from '../files/check-folder.ts'
import { isFree, writeFolder } from '../files/folder-on-disk.ts'
import { templateOf } from '../files/template.ts'
import { defineCommand } from '../kernel/command.ts'
import { commandFault, usageFault } from '../kernel/faults.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Returns the six random characters at the end of a new connector's key. */
const newSuffix = (): string => Array.from(randomBytes(6), byte => alphabet[byte % alphabet.length]).join('')

export const newConnector = defineCommand({
  usage: 'new connector <name> [folder]',
  describe: 'Write the files of a new connector',
  examples: [
    ['new connector "Acme CRM"', 'Write connectors/acme-crm with one event'],
    ['new connector Billing services/billing', 'Write the files into services/billing']
  ],
  positionals: {
    name: { type: 'string', demandOption: true, describe: 'Name of the connector' },
    folder: { type: 'string', describe: 'Folder to write to; must be new or empty' }
  },
  args: z.object({ name: z.string(), folder: z.string().optional() }),
  run: async (params, { cwd }) => {
    const named = ConnectorName.safeParse(params.name)
    if (!named.success) throw usageFault(named.error.issues[0]?.message ?? 'Choose another name.')
    const name = named.data
    const root = resolve(cwd, params.folder ?? join('connectors', slugOf(name).replaceAll('_', '-')))
    if (!isFree(root)) throw commandFault('folder-taken', { folder: root })
    const flow = unstoredIdOf(randomBytes(6).toString('hex'))
    const content = templateOf(name, { flow, suffix: newSuffix() })
    const written = writeConnector(content)
    if (!written.ok) return refuseFlaws(root, written.flaws)
    writeFolder(root, written.content, cwd)
    const shown = relative(cwd, root)
    return {
      text: `Wrote ${root} with one event. Edit its files, then run "hookwright validate ${shown}".`,
      data: { folder: root, key: content.key, name, files: Object.keys(written.content) }
    }
  }
})
