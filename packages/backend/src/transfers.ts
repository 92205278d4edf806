import type { Id } from '@hookwright/model'
import type { ConnectionUses } from './connectors/connection-uses.ts'
import { createDeploymentPlans } from './deployment-plans/deployment-plans.ts'
import { type ConnectorTester, createConnectorFiles } from './files/connector-files.ts'
import type { ArchiveReader, UserFlowReader } from './files/read-archive.ts'
import { createUserFlowFiles } from './files/user-flow-files.ts'
import type { ForeignReader } from './foreign/read-foreign.ts'
import { createGallery } from './gallery/gallery.ts'
import { emptyGallery, type GallerySource } from './gallery/gallery-entries.ts'
import { createForeignImports } from './import-flows.ts'
import { type ApiDocuments, createApiDocuments } from './openapi/documents.ts'
import { createOpenApiImport } from './openapi/openapi-import.ts'
import type { Actions } from './read-models/actions.ts'
import type { Events } from './read-models/events.ts'
import type { RegistrationContext } from './registrations/registration-context.ts'
import type { Subscriptions } from './registrations/subscriptions.ts'

/** Readers of imported files elsewhere than on the thread that answers requests. */
export interface ImportReaders {
  /** Reader of large archives of connectors. */
  archive: ArchiveReader
  /** Reader of large archives of users' flows. */
  userFlow: UserFlowReader
  /** Reader of other products' files. */
  foreign: ForeignReader
}

/** Sources of imports and exports other than the store, each with a default. */
export interface TransferSources {
  /** Reader of OpenAPI documents; one on this thread by default. */
  documents?: ApiDocuments | undefined
  /** Readers of imported files; without them, files are read on this thread. */
  readers?: ImportReaders | undefined
  /** Folders of the ready connectors; an empty gallery by default. */
  gallery?: GallerySource | undefined
  /** Runner of the tests among the files of a connector; without it, they cannot be run here. */
  runTests?: ConnectorTester | undefined
}

/** Creates everything that imports and exports connectors and flows. */
export const createTransfers = (params: {
  registration: RegistrationContext
  sources: TransferSources
  uses: ConnectionUses
  events: Events
  actions: Actions
  upgrades: Subscriptions['upgrades']
  /** Called after an import replaced the draft of a flow. */
  flowReplaced: (flowId: Id) => void
}) => {
  const { registration, sources, uses, events, actions, upgrades, flowReplaced } = params
  const { store, specs, effects, calls } = registration
  const { readers } = sources
  const files = createConnectorFiles({
    ...{ store, specs, effects },
    ...(readers === undefined ? {} : { readElsewhere: readers.archive })
  })
  const flowFiles = createUserFlowFiles({
    ...{ store, specs, effects, uses },
    ...(readers === undefined ? {} : { readElsewhere: readers.userFlow })
  })
  const documents =
    sources.documents ??
    createApiDocuments({
      newId: effects.newId,
      validate: async document => (await import('./openapi/validate-document.ts')).validateDocument(document)
    })
  return {
    connectorFiles: files,
    openApi: createOpenApiImport({ store, effects, documents, calls }),
    deploymentPlans: createDeploymentPlans({ context: registration, files, upgrades }),
    gallery: createGallery({ store, specs, effects, files, source: sources.gallery ?? emptyGallery }),
    foreignImports: createForeignImports({
      ...{ store, specs, effects, events, actions },
      ...(readers === undefined ? {} : { readElsewhere: readers.foreign })
    }),
    flowFiles: {
      ...flowFiles,
      import: async (...args: Parameters<typeof flowFiles.import>) => {
        const imported = await flowFiles.import(...args)
        flowReplaced(imported.id)
        return imported
      }
    }
  }
}

/** Imports and exports of connectors and flows, by their parts. */
export type Transfers = ReturnType<typeof createTransfers>
