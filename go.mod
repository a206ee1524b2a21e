module github.com/verbatim-record/verbatim

go 1.26
