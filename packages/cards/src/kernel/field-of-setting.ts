/** Returns the field of a problem with a setting, also used in links to the setting. No input can have this id. */
export const fieldOfSetting = (key: string): string => `config.${key}`
