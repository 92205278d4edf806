import { expect, type Locator, type Page } from '@playwright/test'
import type { TestApi } from '../fixtures/api.ts'
import { flowCanvas } from './flow-canvas.ts'
import { docOf, makeFlow } from './flow-docs.ts'
import { eventFlow } from './outputs-docs.ts'

/** Page object of the dialog for the outputs of an event. */
export interface OutputsDialog {
  dialog: Locator
  /** Opens the dialog from the Return Outputs card. */
  open: () => Promise<void>
  addGroup: Locator
  runMode: Locator
  group: (name: string) => Locator
  /** Finds an output of a group by its label. */
  output: (group: string, label: string) => Locator
  /** Enters a name for the last added group. */
  nameGroup: (name: string) => Promise<void>
  /** Fills in the last output of a group, adding one if the last has a label. */
  addOutput: (group: string, label: string, type?: string, list?: boolean) => Promise<void>
  chooseType: (field: Locator, type: string) => Promise<void>
  /** Preview of the card for its users. */
  preview: Locator
  apply: Locator
  cancel: Locator
}

/** Returns the page object of the open flow's outputs dialog. */
export const outputsDialog = (page: Page): OutputsDialog => {
  const dialog = page.getByRole('dialog', { name: 'Return Outputs', exact: true })
  const group = (name: string): Locator =>
    dialog.getByRole('group', { name: `Static Output Group ${name}`, exact: true })
  const output = (at: string, label: string): Locator =>
    group(at).getByRole('group', { name: label, exact: true })
  const chooseType = async (field: Locator, type: string): Promise<void> => {
    await field.getByRole('combobox', { name: 'Data Type' }).click()
    await page.getByRole('option', { name: type, exact: true }).click()
  }
  return {
    dialog,
    open: async () => {
      await flowCanvas(page)
        .card('Return Outputs')
        .getByRole('button', { name: /: Outputs$/ })
        .click()
    },
    addGroup: dialog.getByRole('button', { name: 'Add group' }),
    runMode: dialog.getByRole('switch', { name: 'Enable Run mode' }),
    group,
    output,
    nameGroup: async name => {
      await dialog.getByRole('textbox', { name: 'Group Name' }).last().fill(name)
    },
    addOutput: async (at, label, type = 'Text', list = false) => {
      const labels = group(at).getByRole('textbox', { name: 'Label' })
      const isBlank = (await labels.count()) > 0 && (await labels.last().inputValue()) === ''
      if (!isBlank) await group(at).getByRole('button', { name: 'Add field' }).click()
      await labels.last().fill(label)
      const field = output(at, label)
      if (type !== 'Text') await chooseType(field, type)
      if (list) await field.getByRole('checkbox', { name: 'List' }).click()
    },
    chooseType,
    preview: dialog.locator('[data-event-card]'),
    apply: dialog.getByRole('button', { name: 'Apply' }),
    cancel: dialog.getByRole('button', { name: 'Cancel' })
  }
}

/** Creates an event with these outputs and opens its outputs dialog. */
export const openOutputs = async (api: TestApi, page: Page, params: Parameters<typeof eventFlow>[0] = {}) => {
  const made = await makeFlow(api, { name: 'User created', doc: eventFlow(params) })
  await page.goto(made.path)
  const outputs = outputsDialog(page)
  await outputs.open()
  await expect(outputs.dialog).toBeVisible()
  return { ...made, outputs, canvas: flowCanvas(page) }
}

/** Returns the Return Outputs card from the server. */
export const returned = async (api: TestApi, flowId: string) => {
  const card = (await docOf(api, flowId)).cards.return
  if (card === undefined) throw new Error('The flow has no Return Outputs card.')
  return card
}
