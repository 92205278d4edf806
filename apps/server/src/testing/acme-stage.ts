import type { Flow, Id } from '@hookwright/model'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type AcmeConnector, connectAcme, deployAcme, greetingFlow } from './acme-connector.ts'
import type { Api } from './api-client.ts'
import { openServer, type TestServer } from './open-server.ts'
import { type PracticeService, startPractice } from './practice.ts'
import { addFlow } from './switch.ts'

/** A server with a deployed connector for the practice service and a connection to it. */
export interface AcmeStage {
  server: TestServer
  api: Api
  acme: AcmeConnector
  connectionId: Id
  /** Adds a user's flow with a unique name that greets each user. */
  newFlow: () => Promise<Id>
}

/** Starts a server, deploys the connector for the practice service, and creates a connection. */
export const openStage = async (
  practice: Pick<PracticeService, 'url' | 'host' | 'apiKey'>,
  params: {
    variables?: Record<string, string>
    registration?: Flow | null
    deregistration?: Flow | null
  } = {}
): Promise<AcmeStage> => {
  const { variables, ...helpers } = params
  const server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: practice.url, ...variables } })
  const { api } = server
  const acme = await deployAcme(api, practice, helpers)
  const connectionId = await connectAcme(api, acme, practice.apiKey)
  let flows = 0
  const newFlow = () => addFlow(api, `Welcome ${++flows}`, greetingFlow(acme, { connectionId }))
  return { server, api, acme, connectionId, newFlow }
}

/**
 * Opens a practice service and an `AcmeStage` that all tests of a file share. The practice service is cleared
 * before each test.
 */
export const onAcmeStage = (opened: (on: { practice: PracticeService; stage: AcmeStage }) => void): void => {
  let practice: PracticeService | undefined
  let stage: AcmeStage | undefined
  beforeAll(async () => {
    practice = await startPractice()
    stage = await openStage(practice)
    opened({ practice, stage })
  })
  afterAll(async () => {
    await stage?.server.remove()
    await practice?.stop()
  })
  beforeEach(() => practice?.clear())
}
