/** Functions for the command line that need no store, for example to check drafts and to convert files. */
export { findingsOf } from './connectors/findings.ts'
export { unzipFolder, zipFolder } from './files/zip.ts'
export { convertForeign } from './foreign/open-foreign.ts'
export {
  type CardOutcome,
  type CardReport,
  countOutcomes,
  type ForeignFlows,
  type OutcomeCounts
} from './foreign/report.ts'
export { startValuesOf } from './payloads/start-values.ts'
