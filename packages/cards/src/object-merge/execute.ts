import { type CardExecutor, outputs } from '@hookwright/engine'
import { isJsonObject } from '@hookwright/model'
import type { ObjectMergeConfig } from './card.ts'

/** Puts the keys of the objects together. `Object.fromEntries` defines own keys and never sets an inherited one. */
export const execute: CardExecutor<ObjectMergeConfig> = ({ config, inputs }) => {
  const objects = config.fields.map(field => inputs[field.id]).filter(isJsonObject)
  return outputs({ output: Object.fromEntries(objects.flatMap(object => Object.entries(object))) })
}
