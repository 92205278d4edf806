/** The input that gives a field its value when the condition holds, or when it does not. */
export const choiceId = (when: 'then' | 'else', field: string): string => `${when}.${field}`
