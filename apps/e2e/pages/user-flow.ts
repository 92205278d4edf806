import type { Flow, Json } from '@hookwright/model'
import type { Locator, Page } from '@playwright/test'
import type { TestApi } from '../fixtures/api.ts'
import { type FlowCanvas, flowCanvas } from './flow-canvas.ts'

/** Page object of a user's flow. */
export interface UserFlowPage extends FlowCanvas {
  /** Adds the first card of the flow: an event of a connector, or the card Helper Flow. */
  addEvent: (name: string) => Promise<void>
  chooser: Locator
  /** Finds a dropdown of a card. */
  option: (card: string, label: string) => Locator
  choose: (card: string, label: string, value: string | RegExp) => Promise<void>
  newConnection: Locator
  /** Opens the list of cards next to the canvas. */
  openCards: () => Promise<void>
  /** Opens the dialog for sending a custom test event. */
  sendTestEvent: () => Promise<void>
  problems: (count: number) => Locator
  /** Button with the number of empty required fields that the user has not visited yet. */
  unfilled: Locator
  live: Locator
}

/** Returns the page object of the open user's flow. */
export const userFlowPage = (page: Page): UserFlowPage => {
  const canvas = flowCanvas(page)
  const chooser = page.getByRole('dialog', { name: 'Add event' })
  const option = (card: string, label: string): Locator =>
    canvas.card(card).getByRole('combobox', { name: label, exact: true })
  return {
    ...canvas,
    chooser,
    addEvent: async name => {
      await page.getByRole('button', { name: 'Add event' }).click()
      await chooser.getByRole('button', { name: new RegExp(`^${name}`) }).click()
    },
    option,
    choose: async (card, label, value) => {
      await option(card, label).click()
      await page.getByRole('option', { name: value }).click()
    },
    newConnection: page.getByRole('dialog', { name: 'New connection' }),
    openCards: () => page.getByRole('button', { name: 'Add card', exact: true }).click(),
    sendTestEvent: async () => {
      // A phone has the actions of a test in the menu of the flow.
      const isSmall = (page.viewportSize()?.width ?? 0) < 768
      await page.getByRole('button', { name: isSmall ? 'Flow menu' : 'Test', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Send test event' }).click()
    },
    problems: count =>
      page
        .getByRole('button', {
          name: count === 0 ? 'No problems' : `${count} error${count === 1 ? '' : 's'}`
        })
        .first(),
    unfilled: page.getByRole('button', { name: /^\d+ to fill in$/ }).first(),
    live: page.getByRole('region', { name: 'Live' })
  }
}

/** Creates an empty flow of the user. Returns its id. */
export const newUserFlow = async (
  api: TestApi,
  params: { name?: string; doc?: Flow } = {}
): Promise<string> => (await api.mutate<{ id: string }>('flows.create', params)).id

/** Returns a user flow's document from the server. */
export const userDocOf = async (api: TestApi, flowId: string): Promise<Flow> =>
  (await api.query<{ flow: { doc: Flow } }>('flows.get', { flowId })).flow.doc

/** Sends an event with people to the Event URL of an active flow, like the service. */
export const sendPeople = async (api: TestApi, flowId: string, people: Json[]): Promise<void> => {
  const [newest] = await api.query<{ id: string }[]>('subscriptions.list', { flowId })
  if (newest === undefined) throw new Error('The flow was never turned on.')
  const url = await api.query<string>('subscriptions.eventUrl', { subscriptionId: newest.id })
  const sent = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ people })
  })
  if (sent.status !== 202) throw new Error(`The event was not accepted: ${sent.status}`)
}
