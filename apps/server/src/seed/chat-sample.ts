import {
  ACCESS_TOKEN,
  type Authentication,
  CONNECTION_CARD,
  type Flow,
  type Id,
  listOf,
  literal,
  one,
  pill,
  text
} from '@hookwright/model'
import { card, drawFlow, field } from './draw-flow.ts'

/** Returns the authentication at Acme Chat: an OAuth authorization code with the registered client. */
export const chatAuthentication = (chatUrl: string, clientId: string): Authentication => ({
  kind: 'authorization-code',
  fields: [],
  baseUrl: literal(chatUrl),
  allowedHosts: [new URL(chatUrl).host],
  placement: {
    kind: 'header',
    name: 'Authorization',
    value: text('Bearer ', pill(CONNECTION_CARD, ACCESS_TOKEN))
  },
  code: {
    authorizeUrl: literal('/oauth/authorize'),
    tokenUrl: literal('/oauth/token'),
    revokeUrl: literal('/oauth/revoke'),
    issuer: chatUrl,
    client: { ownership: 'maker', clientId },
    sendAs: 'header',
    scopes: [
      { name: 'channels:read', use: 'fixed' },
      { name: 'messages:write', use: 'fixed' },
      { name: 'messages:read', use: 'unselected' }
    ],
    separator: ' ',
    authorizeParameters: {},
    tokenParameters: {},
    tokenPath: '',
    anyTokenType: false,
    lifetime: null,
    refreshes: true
  }
})

/** Helper flow that returns the choices of the channel dropdown. */
export const chatChannelChoices: Flow = drawFlow(
  card('helper-flow', 'start', { config: { inputs: [] } }),
  card('raw-request', 'ask', { title: 'All channels', inputs: { url: literal('/api/channels?limit=100') } }),
  card('return', 'return', {
    config: { fields: [field('channels', 'Channels', { dataType: listOf('object') })] },
    inputs: { channels: pill('ask', 'json', ['channels']) }
  })
)

/** Creates an action that posts a message. Acme Chat accepts messages as forms. */
export const chatPostMessage = (channelsFlowId: Id): Flow =>
  drawFlow(
    card('action', 'start', {
      config: {
        options: [
          field('channel', 'Channel', {
            fieldType: 'dropdown',
            choices: { from: 'flow', flowId: channelsFlowId, inputs: {} }
          })
        ],
        groups: [{ id: 'message', name: 'Message', fields: [field('text', 'Text')] }]
      }
    }),
    card('raw-request', 'post', {
      title: 'Post',
      config: {
        method: 'POST',
        bodyFormat: 'form',
        form: [
          { id: 'channel', name: 'channel' },
          { id: 'text', name: 'text' }
        ],
        // Acme Chat posts once for all requests with the same key.
        retry: 'always'
      },
      inputs: {
        url: literal('/api/messages'),
        channel: pill('start', 'option.channel'),
        text: pill('start', 'text')
      }
    }),
    card('return-outputs', 'return', {
      config: {
        groups: [
          {
            id: 'posted',
            name: 'Posted message',
            fields: [
              field('id', 'Message ID'),
              field('author', 'Author'),
              field('sentAt', 'Sent at', { dataType: one('date') })
            ]
          }
        ],
        runMode: false
      },
      inputs: Object.fromEntries(['id', 'author', 'sentAt'].map(key => [key, pill('post', 'json', [key])]))
    })
  )

/** Action that lists channels, one page at a time. */
export const chatListChannels: Flow = drawFlow(
  card('action', 'start', {
    config: {
      options: [field('limit', 'Channels per page', { initial: '20' })],
      groups: [{ id: 'page', name: 'Page', fields: [field('cursor', 'Cursor', { required: false })] }]
    }
  }),
  card('object-construct', 'query', {
    title: 'Page to read',
    config: {
      keys: [
        { id: 'limit', key: 'limit', dataType: one('text') },
        { id: 'cursor', key: 'cursor', dataType: one('text') }
      ]
    },
    inputs: { limit: pill('start', 'option.limit'), cursor: pill('start', 'cursor') }
  }),
  card('raw-request', 'list', {
    title: 'List',
    inputs: { url: literal('/api/channels'), query: pill('query', 'output') }
  }),
  card('return-outputs', 'return', {
    config: {
      groups: [
        {
          id: 'channels',
          name: 'Channels',
          fields: [
            field('list', 'Channels', { dataType: listOf('object') }),
            field('next', 'Next cursor', { required: false })
          ]
        }
      ],
      runMode: false
    },
    inputs: {
      list: pill('list', 'json', ['channels']),
      next: pill('list', 'json', ['next_cursor'])
    }
  })
)
