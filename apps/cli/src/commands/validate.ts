import { resolve } from 'node:path'
import { formatFileError } from '@hookwright/model/files'
import { z } from 'zod'
import { findingsIn, readConnectorFolder } from '../files/check-folder.ts'
import { defineCommand } from '../kernel/command.ts'

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

export const validate = defineCommand({
  usage: 'validate [folder]',
  describe: 'Check the files of a connector, without a server',
  examples: [
    ['validate connectors/acme', 'Check format, references, secrets and every card'],
    ['validate --json', 'Check the current folder; print every problem with file and line as JSON']
  ],
  positionals: { folder: { type: 'string', default: '.', describe: 'Folder with a connector.yaml' } },
  args: z.object({ folder: z.string() }),
  run: async ({ folder }, { cwd }) => {
    const root = resolve(cwd, folder)
    const reading = readConnectorFolder(root)
    if (!reading.ok) {
      const { flaws } = reading
      const lines = [...flaws.map(formatFileError), `${counted(flaws.length, 'error')}, 0 warnings.`]
      return {
        text: lines.join('\n'),
        data: { flaws: flaws.map(flaw => ({ ...flaw })), findings: [] },
        failed: true
      }
    }
    const { content } = reading.content
    const findings = findingsIn(content)
    const errors = findings.filter(({ severity }) => severity === 'error').length
    const lines = findings.map(
      ({ severity, flowName, message }) =>
        `${severity}: ${flowName === null ? '' : `${flowName}: `}${message}`
    )
    const end =
      findings.length === 0
        ? `${content.name} is valid: ${counted(content.flows.length, 'flow')}, no problems.`
        : `${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}.`
    return {
      text: [...lines, end].join('\n'),
      data: {
        key: content.key,
        name: content.name,
        flaws: [],
        findings: findings.map(({ severity, code, flowName, cardId, field, message }) => ({
          ...{ severity, code, flow: flowName, card: cardId, field, message }
        }))
      },
      failed: errors > 0
    }
  }
})
