import { Json } from '../kernel/json.ts'
import type { ConnectorContent } from './connector-content.ts'
import { EvidenceFile } from './evidence-file.ts'
import { TestFile } from './test-file.ts'
import { writeYaml } from './write-yaml.ts'

/** Removes keys with the value `undefined`, which JSON cannot represent. */
const asJson = (value: object): Json => Json.parse(JSON.parse(JSON.stringify(value)))

/** Writes a test as a file, with the name of its flow as a comment. Keys are in the order of the schema. */
export const writeTest = (test: TestFile, { flows }: Pick<ConnectorContent, 'flows'>): string =>
  writeYaml(asJson(TestFile.parse(test)), {
    header: [],
    labelOf: (text, key) =>
      key === 'flow' ? (flows.find(({ id }) => id.endsWith(text.slice('flow:'.length)))?.name ?? null) : null
  })

/** Writes the evidence file of a connector. */
export const writeEvidence = (evidence: EvidenceFile): string =>
  writeYaml(asJson(EvidenceFile.parse(evidence)), { header: [], labelOf: () => null })
