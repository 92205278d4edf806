import { z } from 'zod'
import { findProgram } from '../files/installation.ts'
import { defineCommand } from '../kernel/command.ts'

export const start = defineCommand({
  usage: 'start',
  describe: 'Start Hookwright and its practice services',
  examples: [
    ['start', 'Listen at http://127.0.0.1:3000, with the data in ./.hookwright'],
    ['start --json', 'Start Hookwright and write all messages to standard error']
  ],
  args: z.object({}),
  run: async (_, context) => {
    const { path, args } = findProgram('start', context)
    const { code } = await context.runScript({ path, args, output: context.json ? 'errors' : 'terminal' })
    return { text: '', data: { code }, failed: code !== 0 }
  }
})
