import type { Locator, Page } from '@playwright/test'
import { flowCanvas } from './flow-canvas.ts'

/** Dialog that waits for the next request of an event. */
export interface Listening {
  /** Button that starts listening, on the event's card. */
  open: Locator
  dialog: Locator
  part: Locator
  timer: Locator
  /** Returns the test URL once it is displayed. */
  url: () => Promise<string>
  body: Locator
}

export const listening = (page: Page): Listening => {
  const part = page.getByRole('region', { name: 'Listening' })
  return {
    open: flowCanvas(page).card('Webhook Event').getByRole('button', { name: 'Listen: Event payload' }),
    dialog: page.getByRole('dialog', { name: 'Listen', exact: true }),
    part,
    timer: part.getByRole('timer'),
    url: async () => (await part.getByText(/\/e\//).textContent()) ?? '',
    body: part.getByRole('region', { name: 'Body of the request' })
  }
}

/** Sends a request like a service. Returns the status of the response. */
export const sendTo = async (
  url: string,
  body: unknown,
  signed: Record<string, string> = {}
): Promise<number> => {
  const headers = { 'content-type': 'application/json', ...signed }
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status
}
