import { expect, type Page } from '@playwright/test'
import type { TestApi } from '../fixtures/api.ts'
import { flowCanvas } from './flow-canvas.ts'
import { docOf, makeFlow } from './flow-docs.ts'
import { outputsDialog } from './outputs-dialog.ts'
import { eventFlow } from './outputs-docs.ts'

/** Opens an event with these outputs, and the dialog in which they are set up. */
export const openOutputs = async (api: TestApi, page: Page, given: Parameters<typeof eventFlow>[0] = {}) => {
  const made = await makeFlow(api, { name: 'User created', doc: eventFlow(given) })
  await page.goto(made.path)
  const outputs = outputsDialog(page)
  await outputs.open()
  await expect(outputs.dialog).toBeVisible()
  return { ...made, outputs, canvas: flowCanvas(page) }
}

/** The Return Outputs card as the server has it. */
export const returned = async (api: TestApi, flowId: string) => {
  const card = (await docOf(api, flowId)).cards.return
  if (card === undefined) throw new Error('The flow has no Return Outputs card.')
  return card
}
