/** Checks and formats that need no store, for the command line. */
export { findingsOf } from './connectors/findings.ts'
export { unzipFolder, zipFolder } from './files/zip.ts'
export { startValuesOf } from './payloads/start-values.ts'
