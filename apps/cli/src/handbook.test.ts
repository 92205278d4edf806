import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { helpOf } from './cli.ts'
import { commands } from './commands/index.ts'

const page = fileURLToPath(new URL('../../../packages/handbook/guide/command-line.md', import.meta.url))

/** Returns the words of a command from its usage, without its arguments. */
const wordsOf = (usage: string): string =>
  usage
    .split(' ')
    .filter(word => /^[a-z]/.test(word))
    .join(' ')

test('the page of the handbook shows the help of every command; vitest -u writes it', async () => {
  const [intro = ''] = readFileSync(page, 'utf8').split('\n## Reference\n')
  const names = ['', ...commands.map(({ usage }) => wordsOf(usage))]
  const sections = await Promise.all(
    names.map(async name => {
      const help = await helpOf(name.split(' ').filter(Boolean), '0.0.0')
      return `### hookwright${name && ` ${name}`}\n\n\`\`\`text\n${help.replace(/ +$/gm, '')}\n\`\`\`\n`
    })
  )
  await expect(`${intro}\n## Reference\n\n${sections.join('\n')}`).toMatchFileSnapshot(page)
})
