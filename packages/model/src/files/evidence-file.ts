import { z } from 'zod'
import { coveredParts, evidenceKinds } from '../connectors/connector-evidence.ts'
import { FILE_FORMAT } from './flow-file.ts'
import type { Folder, Reading } from './folder.ts'
import { refuseFlaws } from './folder.ts'
import { openFile, toFileErrors } from './parse-file.ts'

/** Name of the file with the evidence of a connector. */
export const EVIDENCE_FILE = 'evidence.yaml'

const Day = z.iso.date('Write the day as 2026-01-31.')

/**
 * Schema of the file `evidence.yaml`: the documentation a connector was built from, and the implementations
 * it was tested against.
 */
export const EvidenceFile = z
  .strictObject({
    format: z.literal(FILE_FORMAT),
    evidence: z.enum(evidenceKinds),
    /** Pages of the service's documentation, each with the date on which it was read. */
    references: z
      .array(z.strictObject({ url: z.url({ protocol: /^https$/ }), readOn: Day }))
      .min(1, 'Name at least one page of the service’s documentation.')
      .max(50),
    /** Implementations that the connector was tested against, such as `emulate@0.11.2`. */
    runs: z
      .array(
        z.strictObject({
          against: z
            .string()
            .regex(/^\S{1,100}@\S{1,40}$/, 'Enter the tool’s name and version, such as emulate@0.11.2.'),
          covers: z.array(z.enum(coveredParts)).min(1)
        })
      )
      .max(10),
    notes: z.string().max(2_000).optional()
  })
  .refine(({ evidence, runs }) => (evidence === 'implementation') === runs.length > 0, {
    path: ['evidence'],
    error: 'Use “implementation” if runs are listed, and “reference” if there are none.'
  })
export type EvidenceFile = z.infer<typeof EvidenceFile>

/** Reads the evidence of a connector's folder. */
export const readEvidence = (folder: Folder): Reading<EvidenceFile> => {
  const opened = openFile(folder, EVIDENCE_FILE)
  if (!opened.ok) return opened
  const parsed = EvidenceFile.safeParse(opened.content.value)
  return parsed.success
    ? { ok: true, content: parsed.data }
    : refuseFlaws(toFileErrors(opened.content, parsed.error.issues))
}
