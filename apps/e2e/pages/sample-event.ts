import { expect, type Page } from '@playwright/test'
import type { CountedMouse } from './counted-mouse.ts'
import { flowCanvas } from './flow-canvas.ts'
import { optionsDialog } from './options-dialog.ts'
import { outputsDialog } from './outputs-dialog.ts'
import { registrationDialog } from './registration-dialog.ts'
import { deploymentPage } from './versions.ts'

/** Function that captures the page at a step of the procedure. */
type Picture = (name: string) => Promise<void>

/** Outputs of the sample event, in two groups. */
export const groups = [
  {
    name: 'User',
    fields: [
      { label: 'ID', type: 'Text', from: 'Body.id' },
      { label: 'Active', type: 'True/False', from: 'Body.active' },
      { label: 'Created', type: 'Date & Time', from: 'Body.created' }
    ]
  },
  {
    name: 'Raw',
    fields: [
      { label: 'Event id', type: 'Text', from: 'Body.event' },
      { label: 'Attempt', type: 'Number', from: 'Body.attempt' },
      { label: 'Body', type: 'Object', from: 'Body' }
    ]
  }
]
const fields = groups.flatMap(group => group.fields)
const keys = fields.flatMap(({ from }) => from.split('.').slice(1))

const addOptions = async (page: Page, mouse: CountedMouse, picture: Picture): Promise<void> => {
  const { option, addField, apply } = optionsDialog(page)
  await mouse.click(page.getByRole('button', { name: 'Add Options: Options' }))
  await mouse.type(option('field 1').label, 'Event type')
  const kind = option('Event type')
  await mouse.click(kind.fieldType)
  await mouse.click(page.getByRole('option', { name: 'Dropdown' }))
  await mouse.click(kind.addValue)
  await mouse.type(kind.display(1), 'User created')
  await mouse.type(kind.value(1), 'user.created')
  await mouse.click(kind.addValue)
  await mouse.type(kind.display(2), 'File deleted')
  await mouse.type(kind.value(2), 'file.deleted')
  await mouse.click(addField)
  await mouse.type(option('field 2').label, 'Department')
  await picture('options')
  await mouse.click(apply)
}

const makeHelpers = async (page: Page, mouse: CountedMouse, picture: Picture): Promise<void> => {
  await mouse.click(page.getByRole('button', { name: 'Configure: Webhook Registration' }))
  const { dialog, registration, deregistration } = registrationDialog(page)
  for (const half of [registration, deregistration]) {
    const opened = page.waitForEvent('popup')
    await mouse.click(half.create)
    await (await opened).close()
    await expect(half.region.getByText('It works with the practice service')).toBeVisible()
  }
  await picture('registration')
  await mouse.click(dialog.getByRole('button', { name: 'Apply' }))
  await expect(page.getByText('4 of 4 inputs mapped')).toBeVisible()
}

const addOutputs = async (page: Page, mouse: CountedMouse, picture: Picture): Promise<void> => {
  await mouse.click(page.getByRole('button', { name: 'Add Outputs: Outputs' }))
  const { dialog, addGroup, group, output, apply } = outputsDialog(page)
  for (const { name, fields: members } of groups) {
    await mouse.click(addGroup)
    await mouse.type(dialog.getByRole('textbox', { name: 'Group Name' }).last(), name)
    for (const [index, { label, type }] of members.entries()) {
      if (index > 0) await mouse.click(group(name).getByRole('button', { name: 'Add field' }))
      await mouse.type(group(name).getByRole('textbox', { name: 'Label' }).last(), label)
      if (type === 'Text') continue
      await mouse.click(output(name, label).getByRole('combobox', { name: 'Data Type' }))
      await mouse.click(page.getByRole('option', { name: type, exact: true }))
    }
  }
  await picture('outputs')
  await mouse.click(apply)
}

const mapOutputs = async (page: Page, mouse: CountedMouse, picture: Picture): Promise<void> => {
  const canvas = flowCanvas(page)
  const event = canvas.card('Webhook Event')
  await mouse.click(page.getByRole('button', { name: 'Fit flow to view' }))
  await mouse.click(event.getByRole('button', { name: 'Open Body' }))
  for (const key of keys) {
    await mouse.type(event.getByRole('textbox', { name: 'Enter key name in Body' }), key)
    await page.keyboard.press('Enter')
    await expect(canvas.pill('Webhook Event', `Body.${key}`)).toBeVisible()
  }
  await mouse.click(page.getByRole('button', { name: 'Fit flow to view' }))
  const end = canvas.card('Return Outputs')
  for (const { label, from } of fields) {
    const choice = end.getByRole('combobox', { name: label, exact: true })
    await mouse.drag(
      canvas.pill('Webhook Event', from),
      canvas.field('Return Outputs', label).or(choice).first()
    )
    await expect(end).toContainText(from)
  }
  await picture('mapped')
}

const deploy = async (
  page: Page,
  mouse: CountedMouse,
  picture: Picture,
  connector: string
): Promise<void> => {
  await mouse.click(page.getByRole('button', { name: 'Save', exact: true }))
  const save = page.getByRole('dialog', { name: 'Save flow' })
  await mouse.type(save.getByRole('textbox', { name: 'Name' }), 'User events')
  await picture('save')
  await mouse.click(save.getByRole('button', { name: 'Save' }))
  await expect(save).toBeHidden()
  await mouse.click(page.getByRole('link', { name: connector }))
  await mouse.click(page.getByRole('link', { name: 'Deployment', exact: true }))
  const { create, version } = deploymentPage(page)
  await mouse.click(create)
  await mouse.click(
    page
      .getByRole('dialog', { name: 'Create test version' })
      .getByRole('button', { name: 'Create', exact: true })
  )
  await mouse.click(version(1).getByRole('button', { name: 'Deploy version 1' }))
  await mouse.click(
    page.getByRole('dialog', { name: 'Deploy version 1' }).getByRole('button', { name: 'Deploy version 1' })
  )
  await expect(version(1)).toContainText('Deployed')
  await picture('deployed')
}

/**
 * Creates and deploys the sample event by mouse, from a connector's flow list. The event has two options,
 * both helper flows and two groups of three outputs.
 */
export const drawSampleEvent = async (
  page: Page,
  mouse: CountedMouse,
  picture: Picture = async () => {},
  connector = 'Acme HR'
): Promise<void> => {
  await mouse.click(page.getByRole('button', { name: 'New flow' }))
  await mouse.click(page.getByRole('button', { name: 'Add event' }))
  await picture('chooser')
  await mouse.click(page.getByRole('button', { name: /^Webhook Event Starts/ }))
  await expect(page.getByRole('button', { name: 'Add Options: Options' })).toBeVisible()
  await picture('event')
  await addOptions(page, mouse, picture)
  await makeHelpers(page, mouse, picture)
  await addOutputs(page, mouse, picture)
  await mapOutputs(page, mouse, picture)
  await deploy(page, mouse, picture, connector)
}
