/** OpenAPI 3.1 document with actions, webhooks, and operations for subscriptions below a path parameter. */
export const acmeDocument = {
  openapi: '3.1.0',
  info: { title: 'Acme HR API', version: '1.0', description: 'People of Acme.' },
  servers: [{ url: 'https://api.acme-hr.example/v1' }],
  security: [{ key: [] }],
  paths: {
    '/me': { get: { summary: 'Who am I', responses: { 200: { description: 'ok' } } } },
    '/teams/{team}/people': {
      parameters: [{ name: 'team', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'people/list',
        tags: ['People'],
        parameters: [
          { name: 'per_page', in: 'query', schema: { type: 'integer' } },
          { name: 'status', in: 'query', schema: { type: 'string', enum: ['active', 'gone'] } },
          { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
          { name: 'Accept', in: 'header', schema: { type: 'string' } },
          { name: 'session', in: 'cookie', schema: { type: 'string' } }
        ],
        responses: {
          200: {
            description: 'ok',
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/person' } }
              }
            }
          }
        }
      },
      post: {
        summary: 'Add a person',
        tags: ['People'],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                allOf: [
                  { $ref: '#/components/schemas/person' },
                  { type: 'object', required: ['name'], properties: { note: { type: ['string', 'null'] } } }
                ]
              }
            }
          }
        },
        responses: {
          201: {
            description: 'made',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/person' } } }
          }
        }
      }
    },
    '/teams/{team}/people/{id}/photo': {
      get: {
        summary: 'Photo',
        responses: { 200: { description: 'ok', content: { 'image/png': {} } } }
      },
      put: {
        summary: 'Set the photo',
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: { file: { type: 'string', format: 'binary' }, title: { type: 'string' } }
              }
            }
          }
        },
        responses: { 204: { description: 'done' } }
      }
    },
    '/teams/{team}/hooks': {
      get: {
        summary: 'List hooks',
        responses: {
          200: {
            description: 'ok',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { hooks: { type: 'array', items: { $ref: '#/components/schemas/hook' } } }
                }
              }
            }
          }
        }
      },
      post: {
        summary: 'Create a hook',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['config', 'events', 'name', 'region', 'kind'],
                properties: {
                  name: { type: 'string' },
                  region: { type: 'string' },
                  kind: { type: 'string', enum: ['push'] },
                  config: {
                    type: 'object',
                    properties: {
                      url: { type: 'string', format: 'uri' },
                      content_type: { type: 'string' },
                      secret: { type: 'string' }
                    }
                  },
                  events: {
                    type: 'array',
                    items: { type: 'string', enum: ['person', 'person.moved', 'team'] }
                  }
                }
              }
            }
          }
        },
        responses: {
          201: {
            description: 'made',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/hook' } } }
          }
        }
      }
    },
    '/teams/{team}/hooks/{hook_id}': {
      delete: { summary: 'Delete a hook', responses: { 204: { description: 'gone' } } },
      head: { responses: {} }
    }
  },
  webhooks: {
    'person-created': {
      post: {
        summary: 'Person created',
        parameters: [{ name: 'X-Acme-Signature', in: 'header', schema: { type: 'string' } }],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['action', 'person'],
                properties: {
                  action: { type: 'string', enum: ['created'] },
                  person: { $ref: '#/components/schemas/person' },
                  at: { type: 'string', format: 'date-time' },
                  tags: { type: 'array', items: { type: 'string' } },
                  count: { type: 'integer' },
                  anything: {}
                }
              }
            }
          }
        },
        responses: { 200: { description: 'ok' } }
      }
    }
  },
  components: {
    schemas: {
      person: {
        type: 'object',
        required: ['name'],
        properties: {
          id: { type: 'integer', readOnly: true },
          name: { type: 'string' },
          password: { type: 'string', writeOnly: true },
          manager: { $ref: '#/components/schemas/person' },
          '+1': { type: 'boolean' },
          '-1': { type: 'boolean' }
        }
      },
      hook: {
        type: 'object',
        properties: {
          id: { type: 'integer' },
          config: { type: 'object', properties: { url: { type: 'string' } } }
        }
      }
    },
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Acme-Key' },
      login: {
        type: 'oauth2',
        flows: {
          authorizationCode: {
            authorizationUrl: 'https://acme-hr.example/authorize',
            tokenUrl: 'https://acme-hr.example/token',
            scopes: { 'people:read': 'Read people' }
          }
        }
      },
      odd: { type: 'openIdConnect', openIdConnectUrl: 'https://acme-hr.example' }
    }
  }
}

/** OpenAPI 3.0 document with an operation that declares a callback. */
export const callbackDocument = {
  openapi: '3.0.3',
  info: { title: 'Streams', version: '1' },
  servers: [
    {
      url: 'https://{tenant}.streams.example/{version}',
      variables: { tenant: { default: 'demo' }, version: { default: 'v2', enum: ['v2'] } }
    }
  ],
  paths: {
    '/streams': {
      post: {
        summary: 'Start a stream',
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', properties: { target: { type: 'object', properties: {} } } }
            }
          }
        },
        responses: {
          201: {
            description: 'made',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { data: { type: 'object', properties: { id: { type: 'string' } } } }
                }
              }
            }
          }
        },
        callbacks: {
          onData: {
            '{$request.body#/target/address}': {
              post: {
                requestBody: {
                  content: {
                    'application/json': {
                      schema: { type: 'object', properties: { value: { type: 'number' } } }
                    }
                  }
                },
                responses: {}
              }
            }
          }
        }
      }
    },
    '/streams/{streamId}': { delete: { summary: 'Stop a stream', responses: {} } }
  }
}

/** OpenAPI 2.0 document. */
export const swaggerDocument = {
  swagger: '2.0',
  info: { title: 'Parcels', version: '1' },
  host: 'parcels.example',
  basePath: '/api',
  schemes: ['http', 'https'],
  consumes: ['application/json'],
  produces: ['application/json'],
  securityDefinitions: {
    login: { type: 'basic' },
    signIn: {
      type: 'oauth2',
      flow: 'application',
      tokenUrl: 'https://parcels.example/token',
      scopes: {}
    }
  },
  paths: {
    '/parcels': {
      get: {
        operationId: 'listParcels',
        parameters: [
          { name: 'ids', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'csv' },
          { name: 'labels', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'multi' }
        ],
        responses: {
          200: { description: 'ok', schema: { type: 'array', items: { $ref: '#/definitions/Parcel' } } }
        }
      },
      post: {
        operationId: 'addParcel',
        parameters: [
          { in: 'body', name: 'parcel', required: true, schema: { $ref: '#/definitions/Parcel' } }
        ],
        responses: { 201: { description: 'made', schema: { $ref: '#/definitions/Parcel' } } }
      }
    },
    '/parcels/{id}/label': {
      post: {
        operationId: 'uploadLabel',
        consumes: ['multipart/form-data'],
        parameters: [
          { in: 'path', name: 'id', type: 'string', required: true },
          { in: 'formData', name: 'label', type: 'file', required: true },
          { in: 'formData', name: 'copies', type: 'integer' }
        ],
        responses: { 204: { description: 'done' } }
      },
      get: {
        operationId: 'downloadLabel',
        produces: ['application/pdf'],
        parameters: [{ in: 'path', name: 'id', type: 'string', required: true }],
        responses: { 200: { description: 'ok', schema: { type: 'file' } } }
      }
    }
  },
  definitions: {
    Parcel: {
      type: 'object',
      required: ['weight'],
      properties: { weight: { type: 'number' }, sentAt: { type: 'string', format: 'date-time' } }
    }
  }
}
