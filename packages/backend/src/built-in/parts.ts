import {
  blankReceiving,
  type Card,
  type Connector,
  type Field,
  type Flow,
  type Id,
  noAuthentication,
  one,
  plainBranding,
  type Receiving,
  type Version,
  type VersionSnapshot
} from '@hookwright/model'

/** A connector that stands in the code instead of the store, with its one version. */
export interface BuiltIn {
  connector: Connector
  version: { version: Version; snapshot: VersionSnapshot }
  /** True where its events are listed among those of connectors. */
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

/**
 * Rules by which nobody outside may send an event: what comes to the Event URL has to be signed as Standard Webhooks says,
 * with a secret that was minted for the subscription and told to nobody.
 */
export const closedReceiving: Receiving = {
  ...blankReceiving,
  verify: [
    {
      id: 'v1',
      algorithm: 'hmac-sha256',
      key: { from: 'generated', decode: 'whsec' },
      content: '{header.webhook-id}.{header.webhook-timestamp}.{body}',
      signature: {
        from: 'header',
        name: 'webhook-signature',
        split: ' ',
        prefix: 'v1,',
        encoding: 'base64'
      },
      time: { from: 'header', name: 'webhook-timestamp', unit: 's', toleranceSeconds: 300 },
      also: []
    }
  ],
  deliveryId: '{header.webhook-id}'
}

/** A built-in connector with these flows. */
export const builtIn = (given: {
  connectorId: Id
  versionId: Id
  key: string
  name: string
  description: string
  flows: VersionSnapshot['flows']
  isOffered: boolean
}): BuiltIn => {
  const { connectorId, versionId, key, name, description, flows, isOffered } = given
  const shared = { name, description, authentication: noAuthentication, branding: plainBranding }
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
