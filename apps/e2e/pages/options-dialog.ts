import type { Locator, Page } from '@playwright/test'
import type { TestApi } from '../fixtures/api.ts'
import { type FlowCanvas, flowCanvas } from './flow-canvas.ts'
import { docOf } from './flow-docs.ts'

/** An option in the options dialog of an event. */
export interface OptionEditor {
  region: Locator
  /** Header that expands or collapses the option. */
  line: Locator
  label: Locator
  fieldType: Locator
  dataType: Locator
  required: Locator
  /** Finds the display text of the value in a row, counted from 1. */
  display: (row: number) => Locator
  value: (row: number) => Locator
  addValue: Locator
  grip: Locator
  remove: Locator
  /** Changes the option to a dropdown or a text field. */
  turnInto: (fieldType: 'Text Field' | 'Dropdown' | 'Multi-select') => Promise<void>
}

/** Page object of the dialog for the options of an event. */
export interface OptionsDialog {
  dialog: Locator
  groupName: Locator
  addField: Locator
  /** Finds an option by its label; one without a label is called "field 2". */
  option: (name: string) => OptionEditor
  preview: Locator
  /** Finds the control of an option in the preview. */
  shown: (label: string) => Locator
  /** Returns the values in the preview that would be passed to a helper flow. */
  sent: () => Promise<unknown>
  problems: Locator
  apply: Locator
  cancel: Locator
}

/** Returns the page object of the options dialog, open or not. */
export const optionsDialog = (page: Page): OptionsDialog => {
  const dialog = page.getByRole('dialog', { name: /^Options – / })
  const preview = dialog.getByRole('region', { name: 'Preview' })
  return {
    dialog,
    groupName: dialog.getByLabel('Group Name'),
    addField: dialog.getByRole('button', { name: 'Add field' }),
    option: name => {
      const region = dialog.getByRole('list', { name: 'Options' }).getByRole('group', { name, exact: true })
      const fieldType = region.getByRole('combobox', { name: 'Field Type' })
      return {
        region,
        line: region.getByRole('button', { name: new RegExp(`^${name}`) }),
        label: region.getByRole('textbox', { name: 'Label' }),
        fieldType,
        dataType: region.getByRole('combobox', { name: 'Data Type' }),
        required: region.getByRole('checkbox', { name: 'Required' }),
        display: row => region.getByRole('textbox', { name: `Display text in row ${row}`, exact: true }),
        value: row => region.getByRole('textbox', { name: `Value in row ${row}`, exact: true }),
        addValue: region.getByRole('button', { name: 'Add value' }),
        grip: region.getByRole('button', { name: `Move ${name}`, exact: true }),
        remove: region.getByRole('button', { name: `Remove ${name}`, exact: true }),
        turnInto: async next => {
          await fieldType.click()
          await page.getByRole('option', { name: next }).click()
        }
      }
    },
    preview,
    shown: label =>
      preview.getByRole('combobox', { name: label }).or(preview.getByRole('textbox', { name: label })),
    sent: async () =>
      JSON.parse(
        (await preview.getByRole('region', { name: 'Values passed to the helper flow' }).textContent()) ?? ''
      ),
    problems: dialog.getByRole('list', { name: 'Problems' }),
    apply: dialog.getByRole('button', { name: 'Apply' }),
    cancel: dialog.getByRole('button', { name: 'Cancel' })
  }
}

/** Finds the button on the Webhook Event card that opens the options dialog. */
export const optionsOpener = (canvas: FlowCanvas): Locator =>
  canvas.card('Webhook Event').getByRole('button', { name: /^(Add Options|Edit): Options$/ })

/** Opens an event and its options dialog. */
export const openOptions = async (
  page: Page,
  path: string
): Promise<OptionsDialog & { canvas: FlowCanvas }> => {
  await page.goto(path)
  const canvas = flowCanvas(page)
  await optionsOpener(canvas).click()
  const shown = optionsDialog(page)
  await shown.dialog.waitFor()
  return { canvas, ...shown }
}

/** Returns the options of an event from the server. */
export const savedOptions = async (api: TestApi, flowId: string): Promise<unknown> =>
  (await docOf(api, flowId)).cards.event?.config.options
