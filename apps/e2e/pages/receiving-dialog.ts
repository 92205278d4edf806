import type { Locator, Page } from '@playwright/test'
import { flowCanvas } from './flow-canvas.ts'

/** Page object of the dialog for the receiving rules of an event. */
export interface ReceivingDialog {
  dialog: Locator
  /** Opens the dialog from the Webhook Event card. */
  open: () => Promise<void>
  /** Summary of the receiving rules on the card, such as “Unsigned: …”. */
  summary: Locator
  search: Locator
  services: Locator
  byHand: Locator
  tab: (name: string) => Locator
  text: (label: string) => Locator
  /** Chooses a value in the dropdown with this label. */
  choose: (label: string, choice: string) => Promise<void>
  /** Chooses an entry from a menu. */
  pick: (button: string, entry: RegExp) => Promise<void>
  check: Locator
  result: Locator
  problems: Locator
  apply: Locator
}

/** Returns the page object of the open flow's receiving dialog. */
export const receivingDialog = (page: Page): ReceivingDialog => {
  const dialog = page.getByRole('dialog', { name: /^Receiving – / })
  const card = flowCanvas(page).card('Webhook Event')
  return {
    dialog,
    open: () => card.getByRole('button', { name: /: Receiving$/ }).click(),
    summary: card.getByText(/^(Unsigned|Signed|Content not signed): /),
    search: dialog.getByRole('combobox', { name: 'Start from a service' }),
    services: dialog.getByRole('option'),
    byHand: dialog.getByRole('button', { name: 'Set up manually' }),
    tab: name => dialog.getByRole('tab', { name: new RegExp(`^${name}`) }),
    text: label => dialog.getByRole('textbox', { name: label, exact: true }),
    choose: async (label, choice) => {
      await dialog.getByRole('combobox', { name: label, exact: true }).click()
      await page.getByRole('option', { name: choice, exact: true }).click()
    },
    pick: async (button, entry) => {
      await dialog.getByRole('button', { name: button, exact: true }).click()
      await page.getByRole('menuitem', { name: entry }).click()
    },
    check: dialog.getByRole('button', { name: 'Check' }),
    result: dialog.getByRole('region', { name: 'Result' }),
    problems: dialog.getByRole('list', { name: 'Problems' }),
    apply: dialog.getByRole('button', { name: 'Apply' })
  }
}
