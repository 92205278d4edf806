import { drawnRequest } from './flow-docs.ts'

/**
 * Flow that both drawing tests, by mouse and by keys, must create, in the format of `withoutIds`. It requests
 * the current user, handles a failed request, and outputs a loud or a quiet greeting.
 */
export const drawnFlow: unknown = [
  {
    config: {
      inputs: [
        {
          dataType: {
            kind: 'text',
            list: false
          },
          fieldType: 'text-field',
          id: 'id-1',
          label: 'How',
          required: true
        }
      ]
    },
    id: 'id-0',
    inputs: {},
    type: 'helper-flow'
  },
  {
    config: {
      joins: [
        {
          dataType: {
            kind: 'text',
            list: false
          },
          id: 'id-3',
          label: 'Name'
        }
      ]
    },
    id: 'id-2',
    inputs: {},
    type: 'if-error',
    blocks: [
      {
        strip: [
          {
            config: drawnRequest({}),
            id: 'id-4',
            inputs: {
              url: {
                kind: 'literal',
                value: '/me'
              }
            },
            type: 'raw-request'
          }
        ],
        joins: {
          'id-3': {
            card: 'id-4',
            field: 'json',
            kind: 'pill',
            path: ['name']
          }
        },
        id: 'try'
      },
      {
        strip: [
          {
            config: {},
            id: 'id-5',
            inputs: {
              text: {
                kind: 'text',
                parts: [
                  'nobody, since ',
                  {
                    card: 'id-2',
                    field: 'error',
                    kind: 'pill',
                    path: ['message']
                  }
                ]
              }
            },
            type: 'compose'
          }
        ],
        joins: {
          'id-3': {
            card: 'id-5',
            field: 'output',
            kind: 'pill',
            path: []
          }
        },
        id: 'error'
      }
    ]
  },
  {
    config: {
      joins: [
        {
          dataType: {
            kind: 'text',
            list: false
          },
          id: 'id-7',
          label: 'Greeting'
        }
      ],
      operator: 'equal'
    },
    id: 'id-6',
    inputs: {
      left: {
        card: 'id-0',
        field: 'id-1',
        kind: 'pill',
        path: []
      },
      right: {
        kind: 'literal',
        value: 'loud'
      }
    },
    type: 'if-else',
    blocks: [
      {
        strip: [
          {
            config: {},
            id: 'id-8',
            inputs: {
              text: {
                kind: 'text',
                parts: [
                  'HELLO ',
                  {
                    card: 'id-2',
                    field: 'id-3',
                    kind: 'pill',
                    path: []
                  }
                ]
              }
            },
            title: 'Loud',
            type: 'compose'
          }
        ],
        joins: {
          'id-7': {
            card: 'id-8',
            field: 'output',
            kind: 'pill',
            path: []
          }
        },
        id: 'then'
      },
      {
        strip: [
          {
            config: {},
            id: 'id-9',
            inputs: {
              text: {
                kind: 'text',
                parts: [
                  'hello ',
                  {
                    card: 'id-2',
                    field: 'id-3',
                    kind: 'pill',
                    path: []
                  }
                ]
              }
            },
            title: 'Soft',
            type: 'compose'
          }
        ],
        joins: {
          'id-7': {
            card: 'id-9',
            field: 'output',
            kind: 'pill',
            path: []
          }
        },
        id: 'else'
      }
    ]
  },
  {
    config: {
      fields: [
        {
          dataType: {
            kind: 'text',
            list: false
          },
          fieldType: 'text-field',
          id: 'id-11',
          label: 'Greeting',
          required: false
        }
      ]
    },
    id: 'id-10',
    inputs: {
      'id-11': {
        card: 'id-6',
        field: 'id-7',
        kind: 'pill',
        path: []
      }
    },
    type: 'return'
  }
]
