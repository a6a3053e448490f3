import type * as FakerModule from '@faker-js/faker';

// Faker is an ES module. Node can require() one, the loaders of test runners cannot, so Node itself is asked.
const { Module } = process.getBuiltinModule('node:module');
const path = require.resolve('@faker-js/faker');
export const { Faker, base, en } = new Module(__filename).require(path) as typeof FakerModule;
