import { join } from 'node:path'
import { type CoveredPart, coveredParts, evidenceSentences } from '@hookwright/model'
import { type EvidenceFile, formatFileError, readConnector, readEvidence } from '@hookwright/model/files'
import { galleryKeys, galleryRoot, readFolderFiles } from './folder-files.ts'

interface EvidenceRow {
  key: string
  name: string
  evidence: EvidenceFile
}

/**
 * Reads the evidence files of all ready connectors. Each lists what a connector was tested against.
 * @throws if a folder cannot be read
 */
const evidenceRows = (): EvidenceRow[] =>
  galleryKeys().map(key => {
    const folder = readFolderFiles(join(galleryRoot, key))
    const connector = readConnector(folder)
    const evidence = readEvidence(folder)
    if (!connector.ok || !evidence.ok) {
      const flaws = [...(connector.ok ? [] : connector.flaws), ...(evidence.ok ? [] : evidence.flaws)]
      throw new Error(`${key}: ${flaws.map(formatFileError).join(' ')}`)
    }
    return { key, name: connector.content.name, evidence: evidence.content }
  })

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const isCovered = ({ runs }: EvidenceFile, part: CoveredPart): boolean =>
  runs.some(({ covers }) => covers.includes(part))

/**
 * Formats a Markdown table that shows what each ready connector was tested against, and which parts the tests
 * covered.
 */
export const evidenceTable = (): string =>
  [
    line(['connector', 'against', ...coveredParts]),
    line(['---', '---', ...coveredParts.map(() => ':-:')]),
    ...evidenceRows().map(({ name, evidence }) =>
      line([
        name,
        evidence.runs.map(({ against }) => against).join(', ') || evidenceSentences.reference.toLowerCase(),
        ...coveredParts.map(part => (isCovered(evidence, part) ? 'yes' : ''))
      ])
    )
  ].join('\n')
