import { randomUUID } from 'node:crypto'
import { cardSpecs } from '@hookwright/cards'
import { catalogOfMaker, problemsOf } from '@hookwright/engine'
import { type ApiChoice, type Conversion, convertDocuments } from '../convert.ts'
import { openDocument } from '../document.ts'
import { type IndexedDocument, indexDocument } from '../outline.ts'

/** Indexes test documents. */
export const indexed = (...values: unknown[]): IndexedDocument[] =>
  values.map(value => {
    const opened = openDocument(value)
    if (!opened.ok) throw new Error(opened.why)
    return indexDocument(opened.document, [])
  })

/**
 * Returns a choice of all operations and events in documents, and of the first registration. Properties of
 * the parameter `choice` replace these.
 */
export const everything = (
  documents: readonly IndexedDocument[],
  choice: Partial<ApiChoice> = {}
): ApiChoice => {
  const registration = documents.flatMap(({ registrations }, document) =>
    registrations.map(({ key }) => ({ document, key }))
  )[0]
  return {
    operations: documents.flatMap(({ operations }, document) =>
      operations.map(({ key }) => ({ document, key }))
    ),
    events: documents.flatMap(({ events }, document) => events.map(({ key }) => ({ document, key }))),
    registration: registration ?? null,
    schemes: [],
    baseUrl: '',
    ...choice
  }
}

/** Converts documents for a new connector. */
export const convert = (documents: readonly IndexedDocument[], choice: ApiChoice): Conversion =>
  convertDocuments({ documents, choice, connectorBase: null, takenNames: [], newId: randomUUID })

/** Returns the problems that the canvas shows in the flows of a conversion, as sentences. */
export const problemsIn = ({ flows, authentication }: Conversion): string[] => {
  const catalog = catalogOfMaker(authentication, flows, cardSpecs)
  return flows.flatMap(({ name, doc }) =>
    problemsOf(doc, cardSpecs, catalog).map(({ message }) => `${name}: ${message}`)
  )
}
