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

/** Readers of imported files that run outside the request thread. */
export interface ImportReaders {
  /** Reader of large connector archives. */
  archive: ArchiveReader
  /** Reader of large archives of users' flows. */
  userFlow: UserFlowReader
  /** Reader of other products' files. */
  foreign: ForeignReader
}

/** Sources of imports and exports besides the store. Each has a default. */
export interface TransferSources {
  /** Reader of OpenAPI documents. By default, they are read on this thread. */
  documents?: ApiDocuments | undefined
  /** Readers of imported files; without them, files are read on this thread. */
  readers?: ImportReaders | undefined
  /** Source of the ready-made connectors' folders. By default, the gallery is empty. */
  gallery?: GallerySource | undefined
  /** Function that runs the tests in a connector's files. Without it, this server cannot run such tests. */
  runTests?: ConnectorTester | undefined
}

/** Creates the services that import and export connectors and flows. */
export const createTransfers = (params: {
  registration: RegistrationContext
  sources: TransferSources
  uses: ConnectionUses
  events: Events
  actions: Actions
  upgrades: Subscriptions['upgrades']
  /** Called with the id of a flow after an import has replaced its draft. */
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

/** Services that import and export connectors and flows. */
export type Transfers = ReturnType<typeof createTransfers>
