import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { commandFault } from '../kernel/faults.ts'

const script = 'packages/tools/start.mjs'

export const start = defineCommand({
  usage: 'start',
  describe: 'Start Hookwright and its practice services',
  examples: [
    ['start', 'Listen at http://127.0.0.1:3000, with the data in ./.hookwright'],
    ['start --json', 'The same; what it says goes to standard error']
  ],
  args: z.object({}),
  run: async (_, { root, json, runScript }) => {
    const path = join(root, script)
    if (!existsSync(path)) throw commandFault('not-installed', { file: path })
    const { code } = await runScript({ path, args: [], output: json ? 'errors' : 'terminal' })
    return { text: '', data: { code }, failed: code !== 0 }
  }
})
