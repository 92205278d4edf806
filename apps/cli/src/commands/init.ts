import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CONFIG_FILE } from '../files/config-file.ts'
import { defineCommand } from '../kernel/command.ts'
import { commandFault, reasonOf } from '../kernel/faults.ts'

const template = `# Servers that connectors in this folder go to. The API key is not written here: set HOOKWRIGHT_API_KEY.
targets:
  test:
    url: http://127.0.0.1:3000
    # Names of connections at this server, by the names that files use.
    connections: {}
#  production:
#    url: https://hookwright.example.com
#    connections:
#      crm: CRM production
`

export const init = defineCommand({
  usage: 'init',
  describe: `Write a ${CONFIG_FILE} with a first target`,
  examples: [['init', `Write ./${CONFIG_FILE} with the target test`]],
  args: z.object({}),
  run: async (_, { cwd }) => {
    const file = join(cwd, CONFIG_FILE)
    if (existsSync(file)) {
      throw commandFault('file-taken', { file, remedy: 'Edit it, or remove it first.' })
    }
    try {
      writeFileSync(file, template, { flag: 'wx' })
    } catch (thrown) {
      throw commandFault('file-unwritable', { file, why: reasonOf(thrown) })
    }
    return {
      text: `Wrote ${file} with the target “test”. Set HOOKWRIGHT_API_KEY to a key of that server, then run "hookwright doctor".`,
      data: { file, targets: ['test'] }
    }
  }
})
