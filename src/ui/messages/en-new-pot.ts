// What is said while a pot is made, and in the one that can be tried.

export const enNewPot = {
  demo: {
    title: 'Weekend in Lisbon',
    you: 'Alex',
    bob: 'Bob',
    carol: 'Carol',
    flat: 'Apartment, two nights',
    tram: 'Tram tickets',
    dinner: 'Dinner at the port',
    museum: 'Tile museum',
  },
  potNew: {
    title: 'New pot',
    name: 'What is it for?',
    nameHint: 'For example: Flat, or Weekend in Lisbon',
    currency: 'Currency',
    you: 'Your name',
    others: 'Who else is in?',
    othersHint: 'Names are enough. They can join from their own devices later.',
    other: 'Person {n}',
    add: 'Add a person',
    remove: 'Remove',
    create: 'Create pot',
  },
} as const
