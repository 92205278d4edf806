import type { Flow } from '@hookwright/model'
import type { Api } from '../product/sign-in.ts'

/** Returns an action flow that posts its inputs to a path. */
const actionFlow = (path: string): Flow => {
  const text = { kind: 'text' as const, list: false }
  const field = { fieldType: 'text-field', dataType: text, required: false }
  return {
    schemaVersion: 1,
    strip: ['start', 'post', 'return'],
    cards: {
      start: {
        id: 'start',
        type: 'action',
        inputs: {},
        config: {
          options: [],
          groups: [{ id: 'content', name: 'Content', fields: [{ ...field, id: 'title', label: 'Title' }] }]
        }
      },
      post: {
        id: 'post',
        type: 'raw-request',
        config: { method: 'POST' },
        inputs: {
          url: { kind: 'literal', value: path },
          body: { kind: 'pill', card: 'start', field: 'title', path: [] }
        }
      },
      return: {
        id: 'return',
        type: 'return-outputs',
        config: {
          groups: [{ id: 'made', name: 'Made', fields: [{ ...field, id: 'id', label: 'ID' }] }],
          runMode: false
        },
        inputs: { id: { kind: 'pill', card: 'post', field: 'json', path: ['id'] } }
      }
    }
  }
}

const services = ['Chat', 'Tracker', 'Mail', 'Calendar', 'Files', 'Desk', 'Shop', 'Books', 'Forms', 'Board']
const verbs = ['Create', 'Read', 'Update', 'Delete', 'Find', 'Archive', 'Share', 'Assign', 'Move', 'Close']
const nouns = [
  'message',
  'issue',
  'letter',
  'meeting',
  'folder',
  'ticket',
  'order',
  'entry',
  'answer',
  'task'
]

/** Small image used as a logo. */
const logo = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M2 2h12v12H2z" fill="#0f766e"/></svg>'
).toString('base64')}`

/**
 * Deploys connectors with actions, every other connector with a logo, and creates a user's flow that can use
 * the actions.
 *
 * @param url URL of the product
 * @param api API client of an admin
 * @returns the URL of the flow's page
 */
export async function deployActions(
  url: string,
  api: Api,
  { connectors, actionsEach }: { connectors: number; actionsEach: number }
): Promise<string> {
  for (let nth = 0; nth < connectors; nth += 1) {
    const name = `Acme ${services[nth % services.length]} ${nth + 1}`
    const { id: connectorId } = await api.connectors.create.mutate({ name })
    if (nth % 2 === 0) {
      const branding = { logo, accent: '#0f766e', docsUrl: null }
      await api.connectors.describe.mutate({ connectorId, name, description: '', branding })
    }
    for (let at = 0; at < actionsEach; at += 1) {
      const action = `${verbs[at % verbs.length]} ${nouns[nth % nouns.length]}${at < verbs.length ? '' : ` ${at}`}`
      await api.makerFlows.create.mutate({ connectorId, name: action, doc: actionFlow(`/things/${at}`) })
    }
    const { id: versionId } = await api.versions.create.mutate({ connectorId })
    await api.versions.deploy.mutate({ versionId })
  }
  const doc = {
    schemaVersion: 1 as const,
    strip: ['start'],
    cards: { start: { id: 'start', type: 'helper-flow', config: { inputs: [] }, inputs: {} } }
  }
  const { id } = await api.flows.create.mutate({ name: 'Flow with actions', doc })
  return `${url}/flows/${id}`
}
