export type { Conversion } from './convert.ts'
export {
  type ApiDocuments,
  type ConversionRequest,
  createApiDocuments,
  type ReadDocument
} from './documents.ts'
export { validateDocument } from './validate-document.ts'
