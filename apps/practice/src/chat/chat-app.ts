import type { Express } from 'express'
import type { Assets } from '../page/assets.ts'
import { makeServiceApp } from '../service-app.ts'
import type { ChatService } from './chat-service.ts'
import { routeApi } from './route-api.ts'
import { routeApps } from './route-apps.ts'
import { routeAuthorize } from './route-authorize.ts'
import { routeChatPage } from './route-chat-page.ts'
import { routeTokens } from './route-tokens.ts'

/** Builds the Express app of Acme Chat: its page, its API and its OAuth authorization server. */
export const makeChatApp = (params: { service: ChatService; assets: Assets; hrUrl: () => string }): Express =>
  makeServiceApp(params.service.fx, app => {
    const { service } = params
    routeChatPage(app, params)
    routeApps(app, service)
    routeAuthorize(app, service)
    routeTokens(app, service)
    app.use('/api', routeApi(service))
  })
