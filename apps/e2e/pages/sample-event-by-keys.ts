import { expect, type Page } from '@playwright/test'
import type { CountedKeys } from './counted-keys.ts'
import { flowCanvas } from './flow-canvas.ts'
import { optionsDialog } from './options-dialog.ts'
import { outputsDialog } from './outputs-dialog.ts'
import { registrationDialog } from './registration-dialog.ts'
import { groups } from './sample-event.ts'
import { deploymentPage } from './versions.ts'

const addOptions = async (page: Page, keys: CountedKeys): Promise<void> => {
  const { dialog, option } = optionsDialog(page)
  await keys.tabTo(page.getByRole('button', { name: 'Add Options: Options' }))
  await keys.press('Enter')
  await keys.type(option('field 1').label, 'Event type')
  const kind = option('Event type')
  await keys.tabTo(kind.fieldType)
  // A letter takes the choice that begins with it: Dropdown.
  await keys.press('d')
  await keys.tabTo(kind.addValue)
  await keys.press('Enter')
  await keys.type(kind.display(1), 'User created')
  await keys.press('Tab')
  await keys.type(kind.value(1), 'user.created')
  await keys.press('Enter')
  await keys.type(kind.display(2), 'File deleted')
  await keys.press('Tab')
  await keys.type(kind.value(2), 'file.deleted')
  await keys.press('Alt+Enter')
  await keys.type(option('field 2').label, 'Department')
  await keys.press('Control+Enter')
  await expect(dialog).toBeHidden()
}

const makeHelpers = async (page: Page, keys: CountedKeys): Promise<void> => {
  const { dialog, registration, deregistration } = registrationDialog(page)
  await expect(page.getByRole('button', { name: 'Edit: Options' })).toBeFocused()
  await keys.tabTo(page.getByRole('button', { name: 'Configure: Webhook Registration' }))
  await keys.press('Enter')
  await expect(registration.chooser).toBeFocused()
  for (const half of [registration, deregistration]) {
    await keys.tabTo(half.create)
    const opened = page.waitForEvent('popup')
    await keys.press('Enter')
    const beside = await opened
    // What the browser does with it: the new tab is closed, and this one is back.
    await keys.press('Control+w')
    await beside.close()
    await expect(half.chooser).toBeFocused()
  }
  await keys.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('4 of 4 inputs mapped')).toBeVisible()
}

/** Returns the key that selects a data type in the list, such as “n” for Number. */
const letterOf = (type: string): string => type.slice(0, 1).toLowerCase()

const addOutputs = async (page: Page, keys: CountedKeys): Promise<void> => {
  const { dialog, addGroup, group, output } = outputsDialog(page)
  await keys.press('Escape', 'ArrowRight')
  await expect(flowCanvas(page).title('Return Outputs')).toBeFocused()
  await keys.tabTo(page.getByRole('button', { name: 'Add Outputs: Outputs' }))
  await keys.press('Enter')
  await expect(addGroup).toBeFocused()
  for (const [at, { name, fields }] of groups.entries()) {
    if (at > 0) await keys.tabTo(addGroup)
    await keys.press('Enter')
    await keys.type(dialog.getByRole('textbox', { name: 'Group Name' }).last(), name)
    for (const [index, { label, type }] of fields.entries()) {
      await keys.press(index === 0 ? 'Enter' : 'Alt+Enter')
      await keys.type(group(name).getByRole('textbox', { name: 'Label' }).last(), label)
      if (type === 'Text') continue
      await keys.tabTo(output(name, label).getByRole('combobox', { name: 'Data Type' }))
      await keys.press(letterOf(type))
    }
  }
  await keys.press('Control+Enter')
  await expect(dialog).toBeHidden()
}

const mapOutputs = async (page: Page, keys: CountedKeys): Promise<void> => {
  const end = flowCanvas(page).card('Return Outputs')
  await expect(page.getByRole('button', { name: 'Edit: Outputs' })).toBeFocused()
  for (const { label, from } of groups.flatMap(({ fields }) => fields)) {
    await keys.tabTo(end.getByRole('button', { name: `Map ${label}`, exact: true }))
    await keys.press('Enter')
    await keys.type(page.getByRole('combobox', { name: `Value for ${label}` }), from)
    await keys.press('Enter')
    await expect(end.getByRole('textbox', { name: label, exact: true })).toBeFocused()
    await expect(end).toContainText(from)
  }
}

const deploy = async (page: Page, keys: CountedKeys): Promise<void> => {
  const save = page.getByRole('dialog', { name: 'Save flow' })
  await keys.press('Control+s')
  await keys.type(save.getByRole('textbox', { name: 'Name' }), 'User events')
  await keys.press('Enter')
  await expect(save).toBeHidden()
  await keys.press('Control+k')
  await keys.type(page.getByRole('combobox', { name: 'Search or run a command' }), 'Deployment')
  await keys.press('Enter')
  const { validation, version } = deploymentPage(page)
  await expect(validation).toContainText('No errors')
  const create = page.getByRole('dialog', { name: 'Create test version' })
  await keys.press('Shift+V')
  await expect(create.getByLabel('Note')).toBeFocused()
  await keys.press('Control+Enter')
  await expect(version(1)).toBeVisible()
  await expect(create).toBeHidden()
  await keys.press('Shift+D')
  await expect(page.getByRole('dialog', { name: 'Deploy version 1' })).toContainText('No user flows')
  await keys.press('Control+Enter')
  await expect(version(1)).toContainText('Deployed')
}

/**
 * Creates and deploys the sample event by keyboard, from a connector's flow list. The event has two options,
 * both helper flows and two groups of three outputs.
 */
export const drawSampleEventByKeys = async (page: Page, keys: CountedKeys): Promise<void> => {
  await expect(page.getByRole('button', { name: 'New flow' })).toBeVisible()
  await keys.press('n')
  await expect(page.getByRole('button', { name: 'Add event' })).toBeVisible()
  await keys.press('a')
  await keys.tabTo(page.getByRole('button', { name: /^Webhook Event Starts/ }))
  await keys.press('Enter')
  await expect(flowCanvas(page).title('Webhook Event')).toBeFocused()
  await addOptions(page, keys)
  await makeHelpers(page, keys)
  await addOutputs(page, keys)
  await mapOutputs(page, keys)
  await deploy(page, keys)
}
