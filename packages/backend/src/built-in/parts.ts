import {
  type Authentication,
  type Card,
  type Connector,
  type Field,
  type Flow,
  type Id,
  noAuthentication,
  one,
  plainBranding,
  type Version,
  type VersionSnapshot
} from '@hookwright/model'

/** Connector that is defined in code instead of the store, with its only version. */
export interface BuiltIn {
  connector: Connector
  version: { version: Version; snapshot: VersionSnapshot }
  /** True if users can choose its events like those of other connectors. */
  isOffered: boolean
}

export const card = (
  type: string,
  id: string,
  config: Card['config'],
  inputs: Card['inputs'] = {}
): Card => ({ id, type, config, inputs })

export const flowOf = (...cards: Card[]): Flow => ({
  schemaVersion: 1,
  strip: cards.map(({ id }) => id),
  cards: Object.fromEntries(cards.map(each => [each.id, each]))
})

export const output = (id: string, label: string, dataType = one('text')): Field => ({
  id,
  label,
  fieldType: 'text-field',
  dataType,
  required: false
})

/** Creates a built-in connector with the given flows. */
export const builtIn = (params: {
  connectorId: Id
  versionId: Id
  key: string
  name: string
  description: string
  flows: VersionSnapshot['flows']
  isOffered: boolean
  authentication?: Authentication
}): BuiltIn => {
  const { connectorId, versionId, key, name, description, flows, isOffered } = params
  const { authentication = noAuthentication } = params
  const shared = { name, description, authentication, branding: plainBranding }
  return {
    connector: { id: connectorId, key, ...shared, createdAt: 0, deletedAt: null },
    version: {
      version: {
        id: versionId,
        connectorId,
        number: 1,
        status: 'deployed',
        visible: true,
        note: '',
        createdAt: 0,
        createdBy: '',
        deployedAt: 0
      },
      snapshot: { schemaVersion: 1, ...shared, flows }
    },
    isOffered
  }
}
